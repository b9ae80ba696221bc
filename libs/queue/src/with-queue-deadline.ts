import { queueUnavailable } from './queue-errors.js';

/**
 * `promise`, or AppError `queue.unavailable` after `deadlineMs`. BullMQ's calls wait without end
 * while their server is away, so every call on the queue goes through here. The call itself goes
 * on; whether it happens later makes no difference, because job ids are deterministic.
 */
export async function withQueueDeadline<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(queueUnavailable()), deadlineMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
    // When the deadline won, a later failure of the call has nobody left to hear it.
    promise.catch(() => undefined);
  }
}
