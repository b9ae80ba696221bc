import { callsOf, type PdfiumCalls } from './pdfium.js';
import type { PDFiumDocument } from '@hyzyla/pdfium';

const fileAttachment = 17;
const maxNameBytes = 2048;
/** What programs leave beside a page for other programs: invoices in XML, settings, profiles. */
const forPrograms = /\.(xml|xsd|xsl|json|icc|joboptions|css|js|p7s)$/i;

/**
 * Whether a PDF holds files of its own that a person would want read: in its list of files or its
 * portfolio.
 */
export function holdsFiles(document: PDFiumDocument): boolean {
  const { pdfium, handle } = callsOf(document);
  const call = pdfium.wasmExports;
  const count = call.FPDFDoc_GetAttachmentCount(handle);
  for (let i = 0; i < count; i++) {
    const name = nameOf(pdfium, call.FPDFDoc_GetAttachment(handle, i));
    if (!forPrograms.test(name)) return true;
  }
  return false;
}

/** Whether a file is pinned to this page. */
export function hasPinnedFile(pdfium: PdfiumCalls, page: number): boolean {
  const call = pdfium.wasmExports;
  const count = call.FPDFPage_GetAnnotCount(page);
  for (let i = 0; i < count; i++) {
    const note = call.FPDFPage_GetAnnot(page, i);
    if (!note) continue;
    const subtype = call.FPDFAnnot_GetSubtype(note);
    call.FPDFPage_CloseAnnot(note);
    if (subtype === fileAttachment) return true;
  }
  return false;
}

function nameOf(pdfium: PdfiumCalls, attachment: number): string {
  if (!attachment) return '';
  const { malloc, free, FPDFAttachment_GetName } = pdfium.wasmExports;
  const place = malloc(maxNameBytes);
  try {
    const length = FPDFAttachment_GetName(attachment, place, maxNameBytes);
    if (length < 2 || length > maxNameBytes) return '';
    return Buffer.from(pdfium.HEAPU8.subarray(place, place + length - 2)).toString('utf16le');
  } finally {
    free(place);
  }
}
