import type { JobContract } from '@longhand/contracts';
import type { Job } from 'bullmq';

/**
 * A job waits a quarter of its age for what is away, within these bounds: soon after a short
 * outage, and not in a busy loop during a long one.
 */
const [minPutOffMs, maxPutOffMs] = [1_000, 15_000];
const maxDoublings = 6;

/** How long a job is put off. A clock that was set back must not make it wait for long. */
export const putOffMs = ({ timestamp }: Pick<Job, 'timestamp'>): number =>
  Math.min(maxPutOffMs, Math.max(minPutOffMs, (Date.now() - timestamp) / 4));

/**
 * Time by the clock that a try gets, ms. A job that was put off gets twice the time at its next
 * start, and so on up to 64 times: however slow a machine is, the job comes to its end.
 */
export function tryMs(
  { attemptsStarted, attemptsMade }: Pick<Job, 'attemptsStarted' | 'attemptsMade'>,
  { timeoutMs }: Pick<JobContract, 'timeoutMs'>,
): number {
  const putOff = Math.max(0, attemptsStarted - attemptsMade - 1);
  return timeoutMs * 2 ** Math.min(putOff, maxDoublings);
}
