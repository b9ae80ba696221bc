import { AppError } from '@longhand/core';

/**
 * The value of the Idempotency-Key header: 1 to 200 visible ASCII characters. Throws
 * `request.invalid` for anything else.
 */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new AppError('request.invalid', 'The Idempotency-Key must be 1 to 200 visible ASCII characters.');
}
