import { floatAt, type PdfiumCalls, wholeAt, withNumbers } from './pdfium.js';

const imageObject = 3;
const formObject = 5;
/** Forms within forms are followed so deep. */
const maxDepth = 4;
/** More objects than this are a drawing, no scan. */
const maxObjects = 2000;
/** A picture over this share of the page sets its resolution. */
const mainShare = 0.2;
/** Strips and tiles do it together when they cover this share. */
const minCover = 0.4;

interface Picture {
  pixels: number;
  /** In square units of the page. */
  area: number;
}

/**
 * Pixels a unit of the page of the picture that a page shows, as in a scan that was wrapped into a
 * PDF; undefined for a page that is drawn or written. Of several pictures over each other, the
 * finest counts.
 */
export function pictureScale(pdfium: PdfiumCalls, page: number, pageArea: number): number | undefined {
  const pictures = picturesOf(pdfium, page);
  const main = pictures.filter(({ area }) => area >= mainShare * pageArea).map(scaleOf);
  if (main.length > 0) return Math.max(...main);
  const all = pictures.reduce((sum, { pixels, area }) => ({ pixels: sum.pixels + pixels, area: sum.area + area }), {
    pixels: 0,
    area: 0,
  });
  return all.area >= minCover * pageArea ? scaleOf(all) : undefined;
}

const scaleOf = ({ pixels, area }: Picture): number => Math.sqrt(pixels / area);

function picturesOf(pdfium: PdfiumCalls, page: number): Picture[] {
  const call = pdfium.wasmExports;
  const found: Picture[] = [];
  let seen = 0;
  return withNumbers(pdfium, 6, (places) => {
    const visit = (object: number, areaFactor: number, depth: number): void => {
      seen += 1;
      const type = call.FPDFPageObj_GetType(object);
      if (type === imageObject) {
        const size = call.FPDFImageObj_GetImagePixelSize(object, places[0], places[1]);
        const pixels = size ? wholeAt(pdfium, places[0]) * wholeAt(pdfium, places[1]) : 0;
        if (pixels === 0 || !call.FPDFPageObj_GetBounds(object, places[0], places[1], places[2], places[3])) return;
        const [left, bottom, right, top] = places.map((place) => floatAt(pdfium, place));
        const area = Math.abs((right - left) * (top - bottom)) * areaFactor;
        if (area > 0) found.push({ pixels, area });
      } else if (type === formObject && depth < maxDepth) {
        // a, b, c and d of the matrix stand four bytes apart.
        if (!call.FPDFPageObj_GetMatrix(object, places[0])) return;
        const [a, b, c, d] = [0, 4, 8, 12].map((at) => floatAt(pdfium, places[0] + at));
        const inner = areaFactor * Math.abs(a * d - b * c);
        const count = Math.min(call.FPDFFormObj_CountObjects(object), maxObjects - seen);
        for (let i = 0; i < count; i++) visit(call.FPDFFormObj_GetObject(object, i), inner, depth + 1);
      }
    };
    const count = Math.min(call.FPDFPage_CountObjects(page), maxObjects);
    for (let i = 0; i < count && seen < maxObjects; i++) visit(call.FPDFPage_GetObject(page, i), 1, 0);
    return found;
  });
}
