import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';

/**
 * Functions of PDFium that its package loads and does not describe; handles and places in memory
 * are numbers.
 */
export interface PdfiumCalls {
  HEAPU8: Uint8Array;
  wasmExports: Record<PdfiumName, (...values: number[]) => number>;
}

type PdfiumName =
  | 'malloc'
  | 'free'
  | 'FPDF_LoadPage'
  | 'FPDF_ClosePage'
  | 'FPDF_GetPageWidthF'
  | 'FPDF_GetPageHeightF'
  | 'FPDFPage_CountObjects'
  | 'FPDFPage_GetObject'
  | 'FPDFPageObj_GetType'
  | 'FPDFPageObj_GetBounds'
  | 'FPDFPageObj_GetMatrix'
  | 'FPDFFormObj_CountObjects'
  | 'FPDFFormObj_GetObject'
  | 'FPDFImageObj_GetImagePixelSize'
  | 'FPDFText_LoadPage'
  | 'FPDFText_ClosePage'
  | 'FPDFText_CountChars'
  | 'FPDFText_GetCharBox'
  | 'FPDFDoc_GetAttachmentCount'
  | 'FPDFDoc_GetAttachment'
  | 'FPDFAttachment_GetName'
  | 'FPDFAttachment_GetFile'
  | 'FPDFPage_GetAnnotCount'
  | 'FPDFPage_GetAnnot'
  | 'FPDFPage_CloseAnnot'
  | 'FPDFAnnot_GetSubtype';

let library: Promise<PDFiumLibrary> | undefined;

export const loadPdfium = (): Promise<PDFiumLibrary> => (library ??= PDFiumLibrary.init());

/** After a trap nothing of the module can be trusted: the next document loads it again. */
export function dropPdfium(): void {
  library = undefined;
}

/**
 * The module behind a document, and the document's handle in it. The package keeps both from
 * TypeScript only.
 */
export function callsOf(document: PDFiumDocument): { pdfium: PdfiumCalls; handle: number } {
  const { module, documentIdx } = document as unknown as { module: PdfiumCalls; documentIdx: number };
  return { pdfium: module, handle: documentIdx };
}

/**
 * Runs `use` with the place of `count` floats of 32 bits (or whole numbers of as many) in the
 * module's memory.
 */
export function withNumbers<T>(pdfium: PdfiumCalls, count: number, use: (places: number[]) => T): T {
  const { malloc, free } = pdfium.wasmExports;
  const place = malloc(count * 8);
  try {
    return use(Array.from({ length: count }, (_, i) => place + i * 8));
  } finally {
    free(place);
  }
}

const viewOf = ({ HEAPU8 }: PdfiumCalls): DataView => new DataView(HEAPU8.buffer);
export const floatAt = (pdfium: PdfiumCalls, place: number): number => viewOf(pdfium).getFloat32(place, true);
export const doubleAt = (pdfium: PdfiumCalls, place: number): number => viewOf(pdfium).getFloat64(place, true);
export const wholeAt = (pdfium: PdfiumCalls, place: number): number => viewOf(pdfium).getUint32(place, true);
