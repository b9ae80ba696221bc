import type { PageWarning } from '@longhand/core';
import type { PDFiumDocument } from '@hyzyla/pdfium';
import type { DecodedPage, RotationDegrees } from '../decoded-page.js';
import { deservedPixels, maxDrawnPixels } from '../deserved-pixels.js';
import type { DecodeLimits } from '../limits.js';
import { pageOfPixels } from '../page-of-pixels.js';
import { checkSize, refusal } from '../refusals.js';
import { hasPinnedFile } from './files-inside.js';
import { withPdf } from './kept-document.js';
import { pageScale } from './page-scale.js';
import { callsOf } from './pdfium.js';

/** Number of a PDF's own pages, and whether it holds files beside them. */
export function lookAtPdf(path: string): Promise<{ pageCount: number; holdsFiles: boolean }> {
  return withPdf(path, async ({ document, holdsFiles }) => {
    const pageCount = document.getPageCount();
    if (pageCount < 1) throw refusal('pdf.no_pages');
    return { pageCount, holdsFiles };
  });
}

/**
 * Draws page `number` (from 1) of a PDF as it would be printed, with what was typed, ticked and
 * stamped in its form. A file that is pinned to the page is not read: the page says so.
 */
export function decodePdfPage(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  return withPdf(path, async ({ document, unitPt }) => {
    if (number < 1 || number > document.getPageCount()) throw refusal('document.no_such_page');
    const { width, height, hasFile } = measured(document, number - 1, unitPt, limits);
    checkSize(width, height, limits);
    // Closes the page as well.
    const drawn = await document
      .getPage(number - 1)
      .render({ width, height, scale: 1, render: 'bitmap', renderFormFields: true });
    const warnings: PageWarning[] = hasFile ? ['document.files_inside'] : [];
    const page = await pageOfPixels({ data: drawn.data, width, height, channels: 4 }, rotation);
    return { ...page, warnings };
  });
}

/** The pixels that a page is drawn with, and whether a file is pinned to it. */
function measured(
  document: PDFiumDocument,
  index: number,
  unitPt: number,
  limits: DecodeLimits,
): { width: number; height: number; hasFile: boolean } {
  const { pdfium, handle } = callsOf(document);
  const call = pdfium.wasmExports;
  const page = call.FPDF_LoadPage(handle, index);
  if (!page) throw refusal('pdf.unreadable');
  try {
    const size = { width: call.FPDF_GetPageWidthF(page), height: call.FPDF_GetPageHeightF(page), unitPt };
    if (!(size.width > 0 && size.height > 0)) throw refusal('pdf.unreadable');
    const scale = pageScale(pdfium, page, size);
    const native = { widthPx: size.width * scale, heightPx: size.height * scale };
    return {
      ...deservedPixels(native, Math.min(limits.maxPixels, maxDrawnPixels)),
      hasFile: hasPinnedFile(pdfium, page),
    };
  } finally {
    call.FPDF_ClosePage(page);
  }
}
