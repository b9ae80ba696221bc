import { allJobs, type JobContract } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import type { JobQueue } from '@longhand/queue';
import { markWork } from '@longhand/telemetry';
import { startLoop } from './loop.js';

export interface SweeperOptions {
  db: Pick<Database, 'documents' | 'pages'>;
  queue: Pick<JobQueue, 'depth' | 'missing' | 'enqueueMany'>;
  log: Logger;
  /** Rest between two looks, ms. */
  intervalMs: number;
  /** A row that has not moved for this long may have lost its job, ms (default 15,000). */
  olderThanMs?: number;
}

interface Step {
  contract: JobContract;
  countWaiting(): Promise<number>;
  stuck(olderThanMs: number, limit: number): Promise<unknown[]>;
}

const jobsAtOnce = 500;
/**
 * Rows that one look enqueues again at most, oldest first. Workers take the oldest jobs first too,
 * so what a look leaves out is among the oldest before the workers run dry.
 */
const rowsALook = 5_000;

/**
 * Enqueues the jobs of rows that have long waited and whose job the queue does not have: a queue
 * that was lost or emptied heals by itself. The counts, read at different moments, only tell
 * whether it is worth asking for each job. Job ids are deterministic, so a job that is there after
 * all is not added again. Every process may run a sweeper.
 */
export function startSweeper(options: SweeperOptions): { close(): Promise<void> } {
  const { intervalMs, log } = options;
  const loop = startLoop({ intervalMs, log, what: 'sweeper', work: (signal) => sweep(options, signal) });
  return { close: loop.close };
}

/** One look at all steps. */
export async function sweep(
  { db, queue, log, olderThanMs = 15_000 }: Omit<SweeperOptions, 'intervalMs'>,
  signal?: AbortSignal,
): Promise<void> {
  for (const { contract, countWaiting, stuck } of stepsOf(db)) {
    if (signal?.aborted) return;
    const waiting = await countWaiting();
    if (waiting === 0 || (await queue.depth(contract)) >= waiting) continue;
    const old = await stuck(olderThanMs, rowsALook);
    const missing = await queue.missing(contract, old, { timeoutMs: 10_000 });
    if (missing.length === 0) continue;
    // A job may have come to its end while the queue was asked: only a row that still waits after
    // that has lost it.
    const still = new Set((await stuck(olderThanMs, rowsALook)).map((payload) => contract.jobId(payload)));
    const payloads = missing.filter((payload) => still.has(contract.jobId(payload)));
    for (let i = 0; i < payloads.length && !signal?.aborted; i += jobsAtOnce) {
      await queue.enqueueMany(contract, payloads.slice(i, i + jobsAtOnce), { timeoutMs: 10_000 });
    }
    if (payloads.length > 0) {
      markWork.sweeperEnqueued(contract.queue, payloads.length);
      log.warn({ queue: contract.queue, jobs: payloads.length }, 'requeued jobs that the queue had lost');
    }
  }
  markWork.sweeperRan(new Date());
}

function stepsOf({ documents, pages }: SweeperOptions['db']): Step[] {
  return allJobs.map((contract): Step => {
    const { row, status } = contract.waits;
    if (row === 'document') {
      return {
        contract,
        countWaiting: () => documents.countWaiting(),
        stuck: (...args) => documents.stuck(...args),
      };
    }
    return {
      contract,
      countWaiting: () => pages.countWaiting(status),
      stuck: (...args) => pages.stuck(status, ...args),
    };
  });
}
