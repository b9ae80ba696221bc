import { measuredBy } from '../reliability/measured-by.js';
import type { ChaosRun } from './run-chaos.js';
import { limitSeconds, type ScenarioResult } from './run-scenario.js';

/**
 * The section of docs/reliability.md: each fault, what came of it, and its recovery times, one for
 * each seed.
 */
export function chaosReport(runs: readonly ChaosRun[], command: string): string {
  const all = runs.flatMap(({ results }) => results);
  const faults = [...new Set(all.map(({ fault }) => fault))];
  const rows = faults.map((fault) => row(all.filter((result) => result.fault === fault)));
  const sum = (key: 'files' | 'lost' | 'duplicates' | 'orphans' | 'hungRequests') =>
    all.reduce((total, result) => total + result[key], 0);
  const problems = runs.flatMap(({ seed, results }) =>
    results.flatMap(({ fault, faults: found }) => found.map((problem) => `- seed ${seed}, ${fault}: ${problem}`)),
  );
  const skipped = [...new Set(runs.flatMap((run) => run.skipped))].map((what) => `- ${what}`);
  const checks = runs
    .map(
      ({ seed, check }) =>
        `seed ${seed}: ${check.isSound ? 'sound' : 'NOT SOUND'}, ${check.documents} documents, ${check.objects} ` +
        'objects',
    )
    .join('; ');
  return `${measuredBy(command)} Queue: ${[...new Set(runs.map(({ queue }) => queue))].join(', ')}.

Real processes (API, preprocessing worker, OCR worker, PostgreSQL, Redis) on a disk of 700 MiB. Each fault strikes \
while a batch of 3 to 6 files is being processed; a
second batch is sent immediately afterwards. Recovery time runs from the death of the process, or from the moment \
the store is back, until **every file of
both batches is finished**. The seed determines the pages, their number and the times of the faults.

| fault | files | outcome | lost | twice | left over | hung requests | slowest request s | recovery s, by seed |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

In all: ${sum('files')} files, **${sum('lost')} lost, ${sum('duplicates')} duplicates**, ${sum('orphans')} \
leftovers, ${sum('hungRequests')} hung requests. Slowest recovery from a killed
worker ${slowest(all, 'killed worker')} s (aim: ${limitSeconds['killed worker']}), from a store's \
outage ${slowest(all, 'restarted store')} s (aim: ${limitSeconds['restarted store']}). \`longhand check --deep\` at \
the end: ${checks}.
${listOf('Problems found', problems)}${listOf('Not run on this machine', skipped)}`;
}

const listOf = (title: string, lines: readonly string[]): string =>
  lines.length > 0 ? `\n${title}:\n\n${lines.join('\n')}\n` : '';

function row(results: readonly ScenarioResult[]): string {
  const total = (key: 'files' | 'done' | 'failed' | 'lost' | 'duplicates' | 'orphans' | 'hungRequests') =>
    results.reduce((sum, result) => sum + result[key], 0);
  const codes = [...new Set(results.flatMap((result) => (result.failed > 0 ? result.codes : [])))];
  const failed =
    total('failed') > 0 ? `, ${total('failed')} failed (${codes.map((code) => `\`${code}\``).join(', ')})` : '';
  const slowestRequest = Math.max(...results.map(({ slowestRequestSeconds }) => slowestRequestSeconds));
  return `| ${[
    results[0].fault,
    total('files'),
    `${total('done')} done${failed}`,
    total('lost'),
    total('duplicates'),
    total('orphans'),
    total('hungRequests'),
    slowestRequest.toFixed(1),
    results.map(({ recoverySeconds }) => recoverySeconds.toFixed(1)).join(', '),
  ].join(' | ')} |`;
}

const slowest = (results: readonly ScenarioResult[], group: ScenarioResult['group']): string =>
  Math.max(
    0,
    ...results.filter((result) => result.group === group).map(({ recoverySeconds }) => recoverySeconds),
  ).toFixed(1);
