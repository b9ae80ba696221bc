import { AppError } from '@longhand/core';

export function queueUnavailable(cause?: unknown): AppError {
  return new AppError('queue.unavailable', 'The job queue does not answer: check that it runs, and QUEUE_URL.', {
    cause,
  });
}

/**
 * Whatever was thrown as an AppError; what is not one says no more than that something unexpected
 * happened.
 */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('job.unexpected', 'Something unexpected happened: the log has the details.', { cause: error });
}
