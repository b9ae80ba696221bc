import { defineJob } from '@longhand/contracts';
import { z } from 'zod';
import type { FailureHandler, HandBackHandler } from './worker-types.js';

export interface QueueServer {
  url: string;
  /** Throws away everything that the server holds for queues. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** A contract for tests: three tries, short delays. */
export function testContract(queue: string, options: { attempts?: number; timeoutMs?: number } = {}) {
  return defineJob({
    queue,
    payload: z.strictObject({ id: z.string() }),
    waits: { row: 'page', status: 'queued' },
    jobId: ({ id }) => `job-${id}`,
    attempts: 3,
    backoffMs: 50,
    timeoutMs: 60_000,
    ...options,
  });
}

export type Contract = ReturnType<typeof testContract>;

export interface WorkOptions {
  onFailed?: FailureHandler<Contract>;
  concurrency?: number;
  isOutage?: (error: unknown) => boolean;
  onHandedBack?: HandBackHandler<Contract>;
}
