import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { childEnvironment } from '@longhand/config';
import { AppError } from '@longhand/core';
import { measuredBy } from '../reliability/measured-by.js';
import { writeReliability } from '../reliability/replace-section.js';
import { slopeOf } from '../soak/run-soak.js';
import { wholeNumberOption } from '../whole-number-option.js';

const HELP = `longhand bench fuzz: damaged files through the decoders, wrong requests and archives through the API

  --inputs N    number of files and of requests (5000; about ten minutes on two cores)
  --seed N      seed of the random damage (7)
  --reports DIR keep the figures here, and skip what has already been measured
  --docs DIR    folder of reliability.md, whose section is updated; without it nothing is written`;

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
/** Each with the last report that it tells. */
const suites = [
  ['services/preprocess-worker/src/fuzz.int.test.ts', 'files'],
  ['services/api/src/fuzz.int.test.ts', 'requests'],
] as const;

interface FuzzReport {
  seed: number;
  inputs: number;
  answers?: Record<string, number>;
  statuses?: Record<string, number>;
  codes?: Record<string, number>;
  unforeseen?: string[];
  memoryMib?: number[];
}

/** `longhand bench fuzz ...` */
export async function benchFuzz(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      inputs: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '7' },
      reports: { type: 'string' },
      docs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const [inputs, seed] = [wholeNumberOption('--inputs', values.inputs), wholeNumberOption('--seed', values.seed)];
  const reports = values.reports ? resolve(values.reports) : await mkdtemp(join(tmpdir(), 'longhand-fuzz-reports-'));
  try {
    // One after the other: each is watched by its memory and its slowest answer.
    for (const [suite, told] of suites)
      if (!existsSync(join(reports, `${told}.json`))) await runSuite(suite, { inputs, seed, reports });
    const named = ['files', 'finds', 'requests', 'archives'].map(
      async (name) => [name, await reportOf(reports, name)] as const,
    );
    const text = fuzzReport(await Promise.all(named), `longhand bench fuzz --inputs ${inputs} --seed ${seed}`);
    if (values.docs) await writeReliability(resolve(values.docs), 'fuzz', text);
    console.log(text);
  } finally {
    if (!values.reports) await rm(reports, { recursive: true, force: true });
  }
}

async function runSuite(
  suite: string,
  { inputs, seed, reports }: { inputs: number; seed: number; reports: string },
): Promise<void> {
  const env = childEnvironment({
    LONGHAND_FUZZ: String(inputs),
    LONGHAND_FUZZ_SEED: String(seed),
    LONGHAND_FUZZ_REPORTS: reports,
  });
  const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', suite], { cwd: checkout, env, stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new AppError('bench.fuzz', `Something was found: see what ${suite} says above.`);
}

async function reportOf(folder: string, name: string): Promise<FuzzReport | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as FuzzReport;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // its data is not on this machine
    throw error;
  }
}

const titles: Readonly<Record<string, string>> = {
  files: 'mutated files',
  finds: 'files that broke other decoders',
  requests: 'invalid requests',
  archives: 'mutated archives',
};

function fuzzReport(reports: readonly (readonly [string, FuzzReport | undefined])[], command: string): string {
  const rows = reports.flatMap(([name, report]) => (report ? [rowOf(titles[name], report)] : []));
  return `${measuredBy(command)}

| what | inputs | seed | process deaths | dead threads | answers >= 500 | outcomes | memory MiB: at 20 %, \
half, end | slope in 1,000 |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Memory is that of the decoding process with one page thread, or of the API. The slope is
that of a straight line fitted to all samples after the first fifth. The files that broke other decoders differ in \
size and are read once each: their memory
is that of the largest pages among them.`;
}

function rowOf(title: string, report: FuzzReport): string {
  const { inputs, seed, answers, statuses, codes, memoryMib: memory = [] } = report;
  const at = (part: number) => memory[Math.min(memory.length - 1, Math.floor(memory.length * part))];
  const later = memory.slice(Math.floor(memory.length / 5));
  const slope = slopeOf(later.map((value, i) => [(i * inputs) / memory.length / 1000, value]));
  const faults = Object.entries(statuses ?? {}).filter(([status]) => Number(status) >= 500);
  const cells = [
    title,
    inputs.toLocaleString('en-GB'),
    seed,
    0,
    answers ? (report.unforeseen ?? []).length : '-',
    statuses ? faults.reduce((sum, [, count]) => sum + count, 0) : '-',
    outcomeOf(answers ?? statuses ?? codes ?? {}),
    memory.length > 0 ? `${at(0.2)}, ${at(0.5)}, ${at(1)}` : '-',
    memory.length > 0 ? slope.toFixed(1) : '-',
  ];
  return `| ${cells.join(' | ')} |`;
}

const shownOutcomes = 4;

function outcomeOf(counts: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, shownOutcomes).map(([what, count]) => `${count} \`${what}\``);
  const rest = sorted.slice(shownOutcomes).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(rest > 0 ? [`${rest} others`] : [])].join(', ');
}
