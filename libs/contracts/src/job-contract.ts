import type { DocumentStatus, PageStatus } from '@longhand/core';
import type { z } from 'zod';

/** The row that a job advances, and the status in which that row waits for it. */
export type WaitingRow = { row: 'document'; status: DocumentStatus } | { row: 'page'; status: PageStatus };

/**
 * Everything that the producer and the consumer of a job must agree on, in one object. Payloads
 * contain ids, never images or text.
 */
export interface JobContract<Schema extends z.ZodType = z.ZodType> {
  /** Queue name; equals the file stem of contract and handler. */
  queue: string;
  payload: Schema;
  /** Where its rows wait: sweeper, metrics, checks and the start of each step depend on it. */
  waits: WaitingRow;
  /**
   * The same payload always gives the same id, so that enqueueing a job twice has no effect. No
   * colons.
   */
  jobId(payload: z.infer<Schema>): string;
  /** Total number of attempts for a failing job. A killed worker does not use up an attempt. */
  attempts: number;
  /**
   * Delay before the second attempt; it doubles with every further attempt, with jitter of half its
   * length.
   */
  backoffMs: number;
  /**
   * An attempt that takes longer (elapsed time) is stopped and continues later with twice the time,
   * because a busy machine says nothing about the job.
   */
  timeoutMs: number;
}

/** Keeps the literal schema type while it checks the shape. */
export function defineJob<Schema extends z.ZodType>(contract: JobContract<Schema>): JobContract<Schema> {
  return contract;
}

export type PayloadOf<C> = C extends JobContract<infer Schema> ? z.infer<Schema> : never;
