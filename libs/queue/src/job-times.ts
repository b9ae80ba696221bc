import type { JobContract } from '@longhand/contracts';
import type { Job } from 'bullmq';

/**
 * During an outage, a job waits a quarter of its age, within these limits: it retries soon after a
 * short outage and avoids a busy loop during a long one.
 */
const [minPutOffMs, maxPutOffMs] = [1_000, 15_000];
const maxDoublings = 6;

/** How long a job is postponed, in ms. A clock that was set back must not make it wait long. */
export const putOffMs = ({ timestamp }: Pick<Job, 'timestamp'>): number =>
  Math.min(maxPutOffMs, Math.max(minPutOffMs, (Date.now() - timestamp) / 4));

/**
 * Time limit of an attempt (elapsed time), in ms. A job that was postponed gets twice the time at
 * its next start, and so on up to 64 times, so that it finishes even on a very slow machine.
 */
export function tryMs(
  { attemptsStarted, attemptsMade }: Pick<Job, 'attemptsStarted' | 'attemptsMade'>,
  { timeoutMs }: Pick<JobContract, 'timeoutMs'>,
): number {
  const putOff = Math.max(0, attemptsStarted - attemptsMade - 1);
  return timeoutMs * 2 ** Math.min(putOff, maxDoublings);
}
