import type { DocumentStatus, PageStatus } from '@longhand/core';
import type { z } from 'zod';

/** The row that a job moves on, and the status in which that row waits for it. */
export type WaitingRow = { row: 'document'; status: DocumentStatus } | { row: 'page'; status: PageStatus };

/**
 * Everything that producer and consumer of a job must agree on, in one object. Payloads carry ids,
 * never images or text.
 */
export interface JobContract<Schema extends z.ZodType = z.ZodType> {
  /** Queue name; equals the file stem of contract and handler. */
  queue: string;
  payload: Schema;
  /** Where its rows wait: sweeper, metrics, checks and the begin of each step follow from it. */
  waits: WaitingRow;
  /**
   * The same payload always gives the same id, so that enqueueing twice is enqueueing once. No
   * colons.
   */
  jobId(payload: z.infer<Schema>): string;
  /** How often a failing job is tried in all. A worker that is killed does not use up a try. */
  attempts: number;
  /**
   * Delay before the second try; it doubles with every further one, with jitter of half its length.
   */
  backoffMs: number;
  /**
   * A try that takes longer by the clock is ended, and goes on later with twice the time: that the
   * machine is busy says nothing about the job.
   */
  timeoutMs: number;
}

/** Keeps the literal schema type while it checks the shape. */
export function defineJob<Schema extends z.ZodType>(contract: JobContract<Schema>): JobContract<Schema> {
  return contract;
}

export type PayloadOf<C> = C extends JobContract<infer Schema> ? z.infer<Schema> : never;
