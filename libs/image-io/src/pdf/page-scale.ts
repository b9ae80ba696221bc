import { letterHeight } from './letter-height.js';
import { pictureScale } from './picture-scale.js';
import type { PdfiumCalls } from './pdfium.js';

const pointsPerInch = 72;
const wantedDpi = 300;
/**
 * A sheet is hardly longer than A3 and a margin; a page that claims more was wrapped at 1 pixel = 1
 * point, or is a drawing.
 */
const maxSheetPoints = 1300;
/** Long side of A4 at 300 dpi: a small page with a fine picture is drawn up to this size. */
const sheetLongPx = 3508;
/**
 * Letters that would be drawn lower than the first height cannot be read; they are drawn at the
 * second.
 */
const minLetterPx = 9;
const goodLetterPx = 22;

/** Size of a page in units of the file, and of such a unit in points. */
export interface PdfPageSize {
  width: number;
  height: number;
  unitPt: number;
}

/**
 * Pixels a unit at which a page is to be drawn, before any limit: 300 dpi for a sheet of paper; the
 * resolution of the picture in it where the size of the page is not the size of a sheet (microfilm
 * and labels at their true size, scans wrapped at 1 pixel = 1 point); more where its letters would
 * be too small to read.
 */
export function pageScale(pdfium: PdfiumCalls, page: number, size: PdfPageSize): number {
  const { width, height, unitPt } = size;
  const paper = (wantedDpi / pointsPerInch) * unitPt;
  const long = Math.max(width, height);
  const picture = pictureScale(pdfium, page, width * height);
  if (picture !== undefined) {
    if (long * unitPt > maxSheetPoints) return Math.min(paper, picture);
    return Math.max(paper, Math.min(picture, sheetLongPx / long));
  }
  const letter = letterHeight(pdfium, page);
  return letter !== undefined && letter * paper < minLetterPx ? goodLetterPx / letter : paper;
}
