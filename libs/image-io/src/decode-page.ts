import { decodeBmpPage } from './bmp-pages.js';
import type { DecodedPage, RotationDegrees } from './decoded-page.js';
import { decodeHeicPage } from './heic-pages.js';
import type { DecodeLimits } from './limits.js';
import { mediaTypeOfFile } from './media-type-of-file.js';
import { insideOf, maxDepth } from './open-document.js';
import { decodePdfPage, lookAtPdf } from './pdf/pdf-pages.js';
import { withFilesInside } from './pdf/with-files-inside.js';
import { namingShortages } from './reading-error.js';
import { refusal } from './refusals.js';
import { decodeSharpPage } from './sharp-pages.js';
import { decodeTiffPage } from './tiff/tiff-pages.js';

/** Which page of a file, and how it is turned. */
interface PageWanted {
  number: number;
  rotation: RotationDegrees;
  /** In how many PDFs the file lies. */
  depth: number;
}

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
  return namingShortages(() => decode(path, { number, rotation, depth: 0 }, limits));
}

async function decode(path: string, wanted: PageWanted, limits: DecodeLimits): Promise<DecodedPage> {
  const { number, rotation } = wanted;
  const mediaType = await mediaTypeOfFile(path);
  switch (mediaType) {
    case 'application/pdf':
      return decodePdf(path, wanted, limits);
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

/**
 * A page of a PDF, or of a file inside it: those come after its own pages. Its first page says when
 * some of them are not read.
 */
async function decodePdf(path: string, wanted: PageWanted, limits: DecodeLimits): Promise<DecodedPage> {
  const { number, rotation, depth } = wanted;
  const { pageCount, holdsFiles } = await lookAtPdf(path);
  const own = number <= pageCount ? await decodePdfPage(path, number, limits, rotation) : undefined;
  if (!holdsFiles || (own && number > 1)) return found(own);
  if (depth >= maxDepth) return withFilesLeftOut(found(own));
  return withFilesInside(path, insideOf(depth, pageCount, limits), async ({ files, isAnyLeftOut }) => {
    if (own) return isAnyLeftOut ? withFilesLeftOut(own) : own;
    let first = pageCount + 1;
    for (const file of files) {
      if (number < first + file.pages)
        return decode(file.path, { number: number - first + 1, rotation, depth: depth + 1 }, limits);
      first += file.pages;
    }
    throw refusal('document.no_such_page');
  });
}

function found(page: DecodedPage | undefined): DecodedPage {
  if (!page) throw refusal('document.no_such_page');
  return page;
}

function withFilesLeftOut(page: DecodedPage): DecodedPage {
  const warnings = new Set(page.warnings).add('document.files_inside');
  return { ...page, warnings: [...warnings] };
}
