import { AppError } from '@longhand/core';

/** A refusal with the time after which to retry. */
export class TooManyRequests extends AppError {
  override readonly name = 'TooManyRequests';

  constructor(
    code: string,
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(code, message);
  }
}

export const tooManyRequests = (retryAfterSeconds: number) =>
  new TooManyRequests(
    'rate.limited',
    `Too many requests in one minute. Wait ${retryAfterSeconds} seconds and try again.`,
    retryAfterSeconds,
  );
