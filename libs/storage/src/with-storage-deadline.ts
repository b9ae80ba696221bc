import { unavailable } from './storage-errors.js';

/**
 * `promise`, or AppError `storage.unavailable` after `deadlineMs`; `onExpired` then stops the work
 * that is still going on.
 */
export async function withStorageDeadline<T>(
  promise: Promise<T>,
  deadlineMs: number,
  onExpired?: () => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onExpired?.();
      reject(unavailable('The object store does not answer. Check that it is running and can be reached.'));
    }, deadlineMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
    // When the deadline won, a later failure of the call has nobody left to hear it.
    promise.catch(() => undefined);
  }
}
