import { callsOf, type PdfiumCalls, wholeAt, withNumbers } from './pdfium.js';
import type { PDFiumDocument } from '@hyzyla/pdfium';

const fileAttachment = 17;
const maxNameBytes = 2048;
/** What programs leave beside a page for other programs: invoices in XML, settings, profiles. */
const forPrograms = /\.(xml|xsd|xsl|json|icc|joboptions|css|js|p7s)$/i;

/**
 * Hands the files that a PDF holds in its list or portfolio, and that a person would want read, to
 * `use`, one after the other, until it answers false. The bytes are undefined where the file has
 * more than `maxBytes`, or cannot be unpacked.
 */
export async function eachFileInside(
  document: PDFiumDocument,
  maxBytes: number,
  use: (bytes: Uint8Array | undefined) => Promise<boolean>,
): Promise<void> {
  const { pdfium } = callsOf(document);
  for (const file of filesForPeople(document)) if (!(await use(bytesOf(pdfium, file, maxBytes)))) return;
}

/** Whether a PDF holds such files. */
export const holdsFiles = (document: PDFiumDocument): boolean => !filesForPeople(document).next().done;

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

function* filesForPeople(document: PDFiumDocument): Generator<number> {
  const { pdfium, handle } = callsOf(document);
  const call = pdfium.wasmExports;
  const count = call.FPDFDoc_GetAttachmentCount(handle);
  for (let i = 0; i < count; i++) {
    const file = call.FPDFDoc_GetAttachment(handle, i);
    if (!forPrograms.test(nameOf(pdfium, file))) yield file;
  }
}

/** A file as it is unpacked; undefined when it cannot be, or has more than `maxBytes`. */
function bytesOf(pdfium: PdfiumCalls, file: number, maxBytes: number): Uint8Array | undefined {
  if (!file) return undefined;
  const { malloc, free, FPDFAttachment_GetFile } = pdfium.wasmExports;
  return withNumbers(pdfium, 1, ([length]) => {
    if (!FPDFAttachment_GetFile(file, 0, 0, length)) return undefined;
    const size = wholeAt(pdfium, length);
    if (size === 0 || size > maxBytes) return undefined;
    const place = malloc(size);
    if (!place) return undefined;
    try {
      if (!FPDFAttachment_GetFile(file, place, size, length)) return undefined;
      return pdfium.HEAPU8.slice(place, place + size);
    } finally {
      free(place);
    }
  });
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
