import { countBmpPages } from './bmp-pages.js';
import { countHeicPages } from './heic-pages.js';
import type { DecodeLimits } from './limits.js';
import type { PageMediaType } from './media-type.js';
import { mediaTypeOfFile } from './media-type-of-file.js';
import { countPdfPages } from './pdf/pdf-pages.js';
import { namingShortages } from './reading-error.js';
import { checkPageCount } from './refusals.js';
import { countSharpPages } from './sharp-pages.js';
import { countTiffPages } from './tiff/tiff-pages.js';

export interface OpenedDocument {
  mediaType: PageMediaType;
  pageCount: number;
}

/**
 * Looks at a file without decoding its pixels: its kind by its bytes and its number of pages.
 * Throws a PermanentFailure with a code (`file.empty`, `file.type_unsupported`, `pdf.encrypted`,
 * `image.too_many_pixels`, ...) when it can never be read, and an AppError to try again
 * (`image.no_resources`) when only this time it could not.
 */
export function openDocument(path: string, limits: DecodeLimits): Promise<OpenedDocument> {
  return namingShortages(async () => {
    const mediaType = await mediaTypeOfFile(path);
    const pageCount = await countPages(path, mediaType, limits);
    checkPageCount(pageCount, limits);
    return { mediaType, pageCount };
  });
}

function countPages(path: string, mediaType: PageMediaType, limits: DecodeLimits): Promise<number> {
  switch (mediaType) {
    case 'application/pdf':
      return countPdfPages(path);
    case 'image/heic':
      return countHeicPages(path, limits);
    case 'image/bmp':
      return countBmpPages(path, limits);
    case 'image/tiff':
      return countTiffPages(path, limits);
    default:
      return countSharpPages(path, mediaType, limits);
  }
}
