import { AppError } from '@longhand/core';
import type { Client, Session } from '../prisma.js';

/** A search statement that takes longer is cancelled. */
const statementMs = 3_000;

/**
 * Runs statements that people can make expensive: each is cancelled after 3 s, none uses a second
 * processor, and none reads a whole table because the planner expects to find enough rows near its
 * beginning.
 * @throws AppError `search.too_slow`
 */
export async function inBoundedTransaction<T>(client: Client, work: (tx: Session) => Promise<T>): Promise<T> {
  try {
    return await client.$transaction(async (tx) => {
      await tx.$queryRaw`
        SELECT set_config('statement_timeout', ${String(statementMs)}, true), set_config('enable_seqscan', 'off', true),
          set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`;
      return await work(tx);
    });
  } catch (error) {
    if (!wasStopped(error)) throw error;
    throw new AppError(
      'search.too_slow',
      'This search takes too long. Add a word, type more letters, or add a filter such as from:, to: or tag:.',
      { cause: error },
    );
  }
}

/** True for PostgreSQL's query_canceled. */
function wasStopped(error: unknown): boolean {
  const { message, meta } = error as { message?: string; meta?: unknown };
  return /57014|statement timeout/.test(`${message} ${JSON.stringify(meta)}`);
}
