import { AppError } from '@longhand/core';
import { type RefusalCode, refusal } from './refusals.js';

const tookTooLong =
  'Opening the picture took too long and was stopped. Save the page as JPEG or PNG and upload it again.';

const noResources =
  'The server ran out of memory, open files or disk space while it read this page. Try again. If it fails again, ' +
  'tell your administrator.';

// System codes, as Node gives them or in the words that libraries print for them, and how V8,
// libvips and WebAssembly say the same.
const shortage = new RegExp(
  [
    String.raw`\b(ENOMEM|EMFILE|ENFILE|ENOSPC|EDQUOT|EAGAIN)\b`,
    'out of memory',
    '(can ?not|could not|unable to|failed to) (allocate|enlarge) memory',
    'array buffer allocation failed',
    'too many open files',
    'no space left on device',
    'disk quota exceeded',
    String.raw`\(OOM\)`,
  ].join('|'),
  'i',
);

/** Whether a failure is caused by the machine and not by the file. */
export function isShortage(error: unknown): boolean {
  return error instanceof Error && shortage.test(`${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}`);
}

/**
 * The error for a decoder's failure, chosen by the decoder's message, which contains paths and is
 * not passed on. AppErrors are returned unchanged. An image that took too long
 * (`image.took_too_long`) and a machine without resources (`image.no_resources`) are not refusals
 * but AppErrors that can be retried. Anything unknown is a refusal with the code `otherwise`.
 */
export function readingError(error: unknown, otherwise: RefusalCode): AppError {
  if (error instanceof AppError) return error;
  if (isShortage(error)) return new AppError('image.no_resources', noResources, { cause: error });
  const text = error instanceof Error ? error.message : '';
  if (/timeout/i.test(text)) return new AppError('image.took_too_long', tookTooLong);
  if (/pixel limit|dimensions exceed/i.test(text)) return refusal('image.too_many_pixels');
  if (/does not contain page/i.test(text)) return refusal('document.no_such_page');
  if (/premature end|truncated|unexpected end|end of (file|stream|data)/i.test(text)) return refusal('image.truncated');
  return refusal(otherwise);
}

/** Runs `read` and converts errors about missing machine resources; other errors pass unchanged. */
export async function namingShortages<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw isShortage(error) ? readingError(error, 'image.unreadable') : error;
  }
}
