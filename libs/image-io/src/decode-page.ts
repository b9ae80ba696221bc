import { decodeBmpPage } from './bmp-pages.js';
import type { DecodedPage, RotationDegrees } from './decoded-page.js';
import { decodeHeicPage } from './heic-pages.js';
import type { DecodeLimits } from './limits.js';
import { mediaTypeOfFile } from './media-type-of-file.js';
import { decodePdfPage } from './pdf-pages.js';
import { namingShortages } from './reading-error.js';
import { refusal } from './refusals.js';
import { decodeSharpPage } from './sharp-pages.js';

/**
 * Page `number` (from 1) of the file at `path`, upright, then turned clockwise by `rotation`, on white: its greys and the JPEG that people see. Header sizes are checked against the
 * limits before anything is decoded. Throws a PermanentFailure with a code when the page can never be read, and an AppError to try again
 * (`image.took_too_long`, `image.no_resources`) when only this time it could not.
 */
export function decodePage(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees = 0,
): Promise<DecodedPage> {
  return namingShortages(() => decode(path, number, limits, rotation));
}

async function decode(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const mediaType = await mediaTypeOfFile(path);
  if (mediaType === 'application/pdf') return decodePdfPage(path, number, limits, rotation);
  if (mediaType === 'image/tiff') return decodeSharpPage(path, number, limits, rotation);
  if (number !== 1) throw refusal('document.no_such_page');
  if (mediaType === 'image/heic') return decodeHeicPage(path, limits, rotation);
  if (mediaType === 'image/bmp') return decodeBmpPage(path, limits, rotation);
  return decodeSharpPage(path, 1, limits, rotation);
}
