import { doubleAt, type PdfiumCalls, withNumbers } from './pdfium.js';

const maxLetters = 400;

/**
 * Middle height of the letters that a page is written with, in points; undefined for a page without
 * text of its own.
 */
export function letterHeight(pdfium: PdfiumCalls, page: number): number | undefined {
  const call = pdfium.wasmExports;
  const text = call.FPDFText_LoadPage(page);
  if (!text) return undefined;
  try {
    const count = call.FPDFText_CountChars(text);
    const step = Math.max(1, Math.floor(count / maxLetters));
    const heights: number[] = [];
    withNumbers(pdfium, 4, (places) => {
      for (let i = 0; i < count; i += step) {
        if (!call.FPDFText_GetCharBox(text, i, places[0], places[1], places[2], places[3])) continue;
        const [, , bottom, top] = places.map((place) => doubleAt(pdfium, place));
        if (top > bottom) heights.push(top - bottom);
      }
    });
    return heights.sort((a, b) => a - b)[heights.length >> 1];
  } finally {
    call.FPDFText_ClosePage(text);
  }
}
