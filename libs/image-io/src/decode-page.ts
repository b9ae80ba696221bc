import { decodeBmpPage } from './bmp-pages.js';
import type { DecodedPage, RotationDegrees } from './decoded-page.js';
import { decodeHeicPage } from './heic-pages.js';
import type { DecodeLimits } from './limits.js';
import { mediaTypeOfFile } from './media-type-of-file.js';
import { decodePdfPage } from './pdf/pdf-pages.js';
import { namingShortages } from './reading-error.js';
import { refusal } from './refusals.js';
import { decodeSharpPage } from './sharp-pages.js';
import { decodeTiffPage } from './tiff/tiff-pages.js';

/**
 * Page `number` (from 1) of the file at `path`, upright, with square pixels, then turned clockwise
 * by `rotation`, on one paper: its greys and the JPEG that people see. Header sizes are checked
 * against the limits before anything is decoded. Throws a PermanentFailure with a code when the
 * page can never be read, and an AppError to try again (`image.took_too_long`,
 * `image.no_resources`) when only this time it could not.
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
  switch (mediaType) {
    case 'application/pdf':
      return decodePdfPage(path, number, limits, rotation);
    case 'image/tiff':
      return decodeTiffPage(path, number, limits, rotation);
    case 'image/heic':
      return decodeHeicPage(path, number, limits, rotation);
    case 'image/bmp':
      if (number !== 1) throw refusal('document.no_such_page');
      return decodeBmpPage(path, limits, rotation);
    default:
      return decodeSharpPage(path, mediaType, number, { limits, rotation });
  }
}
