/**
 * An error that a person may read: `code` is stable and dotted (`image.unreadable`), `message` is
 * one sentence that says what to do. Never put patient data, file names or paths into either.
 */
export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** An AppError that a retry cannot cure: the queue stops at once and the status says why. */
export class PermanentFailure extends AppError {
  override readonly name = 'PermanentFailure';
}
