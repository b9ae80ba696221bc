import { countBmpPages } from './bmp-pages.js';
import { countHeicPages } from './heic-pages.js';
import type { DecodeLimits } from './limits.js';
import type { PageMediaType } from './media-type.js';
import { mediaTypeOfFile } from './media-type-of-file.js';
import { lookAtPdf } from './pdf/pdf-pages.js';
import { withFilesInside } from './pdf/with-files-inside.js';
import { namingShortages } from './reading-error.js';
import { checkPageCount } from './refusals.js';
import { countSharpPages } from './sharp-pages.js';
import { countTiffPages } from './tiff/tiff-pages.js';

export interface OpenedDocument {
  mediaType: PageMediaType;
  pageCount: number;
}

/**
 * Inspects a file without decoding its pixels: its type by its bytes, and its number of pages. The
 * pages of files inside a PDF (attachments, portfolios) count after its own. Throws a
 * PermanentFailure with a code (`file.empty`, `file.type_unsupported`, `pdf.encrypted`,
 * `image.too_many_pixels`, ...) when it can never be read, and an AppError to try again
 * (`image.no_resources`) when only this time it could not.
 */
export function openDocument(path: string, limits: DecodeLimits): Promise<OpenedDocument> {
  return namingShortages(async () => {
    const mediaType = await mediaTypeOfFile(path);
    const pageCount = await countPages({ path, mediaType, depth: 0 }, limits);
    checkPageCount(pageCount, limits);
    return { mediaType, pageCount };
  });
}

/** Files inside a PDF inside a PDF are read; deeper ones are left out. */
export const maxDepth = 2;

/** A file, in a document or on its own. */
export interface FilePlace {
  path: string;
  mediaType: PageMediaType;
  /** In how many PDFs it lies. */
  depth: number;
}

/** What `withFilesInside` needs to know of a PDF with `ownPages` pages. */
export const insideOf = (depth: number, ownPages: number, limits: DecodeLimits) => ({
  maxPages: Math.max(0, limits.maxPages - ownPages),
  countPages: async (path: string, maxPages: number) =>
    countPages({ path, mediaType: await mediaTypeOfFile(path), depth: depth + 1 }, { ...limits, maxPages }),
});

async function countPdfPages({ path, depth }: FilePlace, limits: DecodeLimits): Promise<number> {
  const { pageCount, holdsFiles } = await lookAtPdf(path);
  if (!holdsFiles || depth >= maxDepth) return pageCount;
  return withFilesInside(path, insideOf(depth, pageCount, limits), async ({ files }) =>
    files.reduce((sum, { pages }) => sum + pages, pageCount),
  );
}

function countPages(place: FilePlace, limits: DecodeLimits): Promise<number> {
  const { path, mediaType } = place;
  switch (mediaType) {
    case 'application/pdf':
      return countPdfPages(place, limits);
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
