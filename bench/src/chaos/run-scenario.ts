import { randomUUID } from 'node:crypto';
import type { BatchView } from '@longhand/contracts';
import type { BenchFile } from '../system/bench-client.js';
import { randomLines } from '../system/random-words.js';
import { textPdf } from '../system/text-pdf.js';
import type { ChaosContext, Scenario } from './chaos-context.js';
import { leftovers, lookAtBatches, type Tally } from './look-at-batch.js';

export interface ScenarioResult extends Tally {
  name: string;
  fault: string;
  group: Scenario['group'];
  /**
   * From the death, or from the end of the outage, until every file of the batch was finished, and
   * of a second one that was sent after it.
   */
  recoverySeconds: number;
  orphans: number;
  hungRequests: number;
  slowestRequestSeconds: number;
  /** Why this is no success; empty when it is one. */
  faults: string[];
}

const finishedWithinMs = 300_000;
const collectedWithinMs = 25_000;
export const limitSeconds = { 'killed worker': 15, 'restarted store': 30, other: Number.POSITIVE_INFINITY } as const;

/**
 * Makes the fault strike while a small batch runs, waits for it and for another one after it, and
 * looks at what came of them.
 */
export async function runScenario(scenario: Scenario, context: ChaosContext): Promise<ScenarioResult> {
  const { system, faults } = context;
  const { client } = system;
  client.hung = 0;
  client.slowestMs = 0;
  client.internalErrors = 0;
  const startedAt = performance.now();
  await scenario.arm?.(context);
  const poison = scenario.poison?.(context);
  const first = newFiles(context, 3);
  if (poison) first.unshift({ name: 'poison.pdf', bytes: poison.bytes });
  if (scenario.companion) first.unshift(scenario.companion(context));
  const second = newFiles(context, 2);

  const striking = scenario.strike?.(context);
  const batches = await sendBoth(scenario, context, first, second);
  const restoredAt = await striking;
  const finished: BatchView[] = [];
  try {
    for (const id of batches) finished.push(await client.finished(id, scenario.finishedWithinMs ?? finishedWithinMs));
  } finally {
    await scenario.relieve?.(context);
  }
  const finishedAt = performance.now();
  const struckAt = restoredAt ?? lastDeath(context, startedAt);
  const missed = poison ? [] : await faults.pending();
  await faults.clear();
  await faults.shiftClock(0);
  await system.untilReady();

  const tally = await lookAtBatches(system.databaseUrl, finished, first.length + second.length);
  const orphans = await leftovers(system, collectedWithinMs);
  const result: ScenarioResult = {
    name: scenario.name,
    fault: scenario.fault,
    group: scenario.group,
    ...tally,
    recoverySeconds: Math.max(0, (finishedAt - (struckAt ?? finishedAt)) / 1000),
    orphans,
    hungRequests: client.hung,
    slowestRequestSeconds: client.slowestMs / 1000,
    faults: missed.map((place) => `the fault at ${place} did not strike`),
  };
  if (struckAt === undefined) result.faults.push('no process died');
  if (client.internalErrors > 0) result.faults.push(`${client.internalErrors} answers of 500`);
  result.faults.push(...problemsOf(result, poison?.codes));
  return result;
}

/**
 * The second batch follows at once: what was taken in hand before the fault is not all that has to
 * go on.
 */
async function sendBoth(
  scenario: Scenario,
  context: ChaosContext,
  first: readonly BenchFile[],
  second: readonly BenchFile[],
): Promise<string[]> {
  const { client } = context.system;
  const workers = scenario.aim ? context.system.servicesOf('preprocess-worker') : [];
  // A poison that has to be aimed at is held until its id is known.
  for (const worker of workers) worker.kill('SIGSTOP');
  const receipt = await client.upload(first, randomUUID());
  const target = receipt.files.find(({ name }) => name === 'poison.pdf')?.documentId;
  if (target) await scenario.aim?.(context, target);
  for (const worker of workers) worker.kill('SIGCONT');
  return [receipt.id, (await client.upload(second, randomUUID())).id];
}

function newFiles({ random }: ChaosContext, atLeast: number): BenchFile[] {
  const count = atLeast + Math.floor(random() * 3);
  return Array.from({ length: count }, (_, i) => ({ name: `page-${i}.pdf`, bytes: textPdf([randomLines(random)]) }));
}

function lastDeath({ system }: ChaosContext, since: number): number | undefined {
  const deaths = system.services.map(({ lastDeathAt = 0 }) => lastDeathAt).filter((at) => at > since);
  return deaths.length > 0 ? Math.max(...deaths) : undefined;
}

function problemsOf(result: ScenarioResult, poisonCodes: readonly string[] | undefined): string[] {
  const problems: string[] = [];
  const expectedFailures = poisonCodes ? 1 : 0;
  if (result.lost > 0) problems.push(`${result.lost} lost`);
  if (result.duplicates > 0) problems.push(`${result.duplicates} duplicates`);
  if (result.orphans > 0) problems.push(`${result.orphans} leftovers`);
  if (result.hungRequests > 0) problems.push(`${result.hungRequests} hung requests`);
  if (result.failed !== expectedFailures) problems.push(`${result.failed} failed: ${result.codes.join(', ')}`);
  if (poisonCodes && !result.codes.some((code) => poisonCodes.includes(code)))
    problems.push(`the poison failed as ${result.codes.join(', ')}`);
  if (result.recoverySeconds > limitSeconds[result.group])
    problems.push(`recovery in ${result.recoverySeconds.toFixed(1)} s`);
  return problems;
}
