import { readFile } from 'node:fs/promises';
import { AppError } from '@longhand/core';
import type { Database } from '@longhand/db';
import type { BenchQuery } from './make-queries.js';

/** Milliseconds. */
export interface Times {
  p50: number;
  p95: number;
  max: number;
}

export interface QueryTimes {
  queries: number;
  /** From the call to the answer. */
  wall: Times;
  /**
   * Processor time of this process and of the database's; absent where the system does not tell.
   */
  processor?: Times;
  /** Share of queries with a hit, and hits on the first page, on average. */
  found: number;
  hits: number;
}

/**
 * Runs queries one after another through the system's own search.
 * @param backendPid the database process that answers; its processor time counts too
 * @throws AppError `bench.wrong_answer` when a query does not find what is there
 */
export async function measureQueries(
  db: Database,
  queries: readonly BenchQuery[],
  backendPid?: number,
): Promise<QueryTimes> {
  const wall: number[] = [];
  const processor: number[] = [];
  let found = 0;
  let hits = 0;
  for (const { tenantId, request, mustFind } of queries) {
    const before = await processorMs(backendPid);
    const started = performance.now();
    const answer = await db.search.find(tenantId, request);
    wall.push(performance.now() - started);
    const after = await processorMs(backendPid);
    if (before !== undefined && after !== undefined) processor.push(after - before);
    hits += answer.hits.length;
    found += answer.hits.length > 0 ? 1 : 0;
    const isMarked = answer.hits.every(({ words }) => words.some(({ matched }) => matched));
    if (!isMarked || (mustFind && answer.hits.length === 0))
      throw new AppError(
        'bench.wrong_answer',
        `The search for ${request.q} gave a wrong answer: see libs/db/src/search.`,
      );
  }
  const count = queries.length;
  const shares = { found: found / count, hits: hits / count };
  return {
    queries: count,
    wall: timesOf(wall),
    ...(processor.length > 0 && { processor: timesOf(processor) }),
    ...shares,
  };
}

export function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

/**
 * Linux tells the time of a process's main thread to the nanosecond; PostgreSQL's processes have no
 * other.
 */
async function processorMs(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { user, system } = process.cpuUsage();
  return Number(text.split(' ')[0]) / 1e6 + (user + system) / 1000;
}
