import { AppError } from '@longhand/core';

export function queueUnavailable(cause?: unknown): AppError {
  return new AppError(
    'queue.unavailable',
    'The job queue does not answer. Check that it is running and that QUEUE_URL is correct.',
    {
      cause,
    },
  );
}

/**
 * Converts anything that was thrown to an AppError; other errors become an unexpected error without
 * details.
 */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('job.unexpected', 'An unexpected error occurred. The log has the details.', { cause: error });
}
