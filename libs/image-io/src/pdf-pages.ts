import { readFile } from 'node:fs/promises';
import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';
import type { DecodedPage, RotationDegrees } from './decoded-page.js';
import type { DecodeLimits } from './limits.js';
import { readingError } from './reading-error.js';
import { checkSize, refusal } from './refusals.js';
import { pageOfPixels } from './sharp-pages.js';

const pointsPerInch = 72;
/** A longer side than this is no sheet of paper; such a page is refused before anything is drawn. */
const maxPoints = 5000;
const wantedDpi = 300;
/** A3 at 300 dpi; larger pages are drawn at fewer dots per inch. */
const maxDrawnPixels = 18_000_000;

let library: Promise<PDFiumLibrary> | undefined;

/** Number of pages of a PDF. A PDF of a single page has its size checked as well. */
export function countPdfPages(path: string): Promise<number> {
  return withDocument(path, async (document) => {
    const count = document.getPageCount();
    if (count < 1) throw refusal('pdf.no_pages');
    if (count === 1) scaleFor(document.getPage(0), maxDrawnPixels);
    return count;
  });
}

/** Draws page `number` (from 1) of a PDF at up to 300 dpi. */
export function decodePdfPage(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  return withDocument(path, async (document) => {
    if (number < 1 || number > document.getPageCount()) throw refusal('document.no_such_page');
    const page = document.getPage(number - 1);
    const scale = scaleFor(page, Math.min(limits.maxPixels, maxDrawnPixels));
    const { width, height, data } = await page.render({ scale, render: 'bitmap' });
    checkSize(width, height, limits);
    return pageOfPixels({ data, width, height, channels: 4 }, rotation);
  });
}

/** Pixels a point, so that the drawn page stays within `maxPixels`. */
function scaleFor(page: PDFiumPage, maxPixels: number): number {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  if (!(originalWidth > 0 && originalHeight > 0)) throw refusal('pdf.unreadable');
  if (Math.max(originalWidth, originalHeight) > maxPoints) throw refusal('pdf.page_too_large');
  return Math.min(wantedDpi / pointsPerInch, Math.sqrt(maxPixels / (originalWidth * originalHeight)));
}

async function withDocument<T>(path: string, use: (document: PDFiumDocument) => Promise<T>): Promise<T> {
  library ??= PDFiumLibrary.init();
  const bytes = await readFile(path);
  const pdfium = await library;
  let document: PDFiumDocument | undefined;
  try {
    document = await pdfium.loadDocument(bytes);
    return await use(document);
  } catch (error) {
    if (isTrap(error)) {
      library = undefined;
      document = undefined;
    }
    const isLocked = /password|security/i.test(error instanceof Error ? error.message : '');
    throw readingError(error, isLocked ? 'pdf.encrypted' : 'pdf.unreadable');
  } finally {
    document?.destroy();
  }
}

/**
 * After a trap inside the WebAssembly module nothing of it can be trusted: it is loaded again. A file that PDFium refuses leaves it whole; loading it again for
 * each of those cost some 25 MiB in 1,000 hostile files.
 */
const isTrap = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'RuntimeError' || /abort(ed)?\b|memory access|unreachable/i.test(error.message));
