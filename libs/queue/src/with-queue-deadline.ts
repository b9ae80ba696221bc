import { queueUnavailable } from './queue-errors.js';

/**
 * `promise`, or AppError `queue.unavailable` after `deadlineMs`. BullMQ's calls wait forever while
 * their server is unavailable, so every call to the queue uses this function. The call itself
 * continues; a late effect is harmless, because job ids are deterministic.
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
    // After the deadline, nobody listens to a later failure of the call.
    promise.catch(() => undefined);
  }
}
