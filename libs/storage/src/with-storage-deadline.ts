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
    // After the deadline, nobody listens to a later failure of the call.
    promise.catch(() => undefined);
  }
}
