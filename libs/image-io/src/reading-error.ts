import { AppError } from '@longhand/core';
import { type RefusalCode, refusal } from './refusals.js';

const tookTooLong =
  'Reading the picture took too long and was stopped. Save the page as JPEG or PNG and upload it again.';

/**
 * The error for a decoder's failure, by the decoder's text, which holds paths and goes nowhere. AppErrors pass as they are. A picture that
 * took too long is no refusal but an AppError to try again: the machine may have been busy. Anything unknown is a refusal with the code
 * `otherwise`.
 */
export function readingError(error: unknown, otherwise: RefusalCode): AppError {
  if (error instanceof AppError) return error;
  const text = error instanceof Error ? error.message : '';
  if (/timeout/i.test(text)) return new AppError('image.took_too_long', tookTooLong);
  if (/pixel limit|dimensions exceed/i.test(text)) return refusal('image.too_many_pixels');
  if (/does not contain page/i.test(text)) return refusal('document.no_such_page');
  if (/premature end|truncated|unexpected end|end of (file|stream|data)/i.test(text)) return refusal('image.truncated');
  return refusal(otherwise);
}
