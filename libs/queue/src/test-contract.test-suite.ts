import { defineJob } from '@longhand/contracts';
import { z } from 'zod';

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
