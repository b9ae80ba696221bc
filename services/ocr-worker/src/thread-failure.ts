import { AppError } from '@longhand/core';
import type { ThreadFailure } from './thread-messages.js';

/** An error as data. What is not one of ours may say anything, so that its words go to the log only. */
export function toThreadFailure(error: unknown): ThreadFailure {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  const message = 'The reader failed unexpectedly on this page. Try it again.';
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'classifier.failed', message, detail };
}

/** The error that such data stands for. */
export function fromThreadFailure({ code, message, detail }: ThreadFailure): AppError {
  return new AppError(code, message, { cause: detail === undefined ? undefined : new Error(detail) });
}
