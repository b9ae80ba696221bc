import { maxReadablePixels, PermanentFailure } from '@longhand/core';
import { type DecodeLimits, minSidePx, maxSidePx } from './limits.js';

/**
 * All reasons for refusing a file: a stable code, and a sentence that tells the person what to do.
 */
const sentences = {
  'file.empty': 'The file is empty. Scan the page again and upload the new file.',
  'file.type_unsupported':
    'The file is not a JPEG, PNG, WebP, TIFF, GIF, BMP, HEIC, AVIF or PDF file. Save it as one of these and ' +
    'upload it again.',
  'image.unreadable':
    'The picture is damaged and cannot be read. Scan the page again, or open it in a picture program and save it ' +
    'again.',
  'image.truncated':
    'The file ends before the picture is complete. Copy it again, or scan the page again, and upload the new file.',
  'image.too_many_pixels': 'The picture has too many pixels. Scan the page at 300 dpi and upload it again.',
  'image.too_small': `The picture is less than ${minSidePx} pixels wide or high. Scan the page at 200 to 300 dpi.`,
  'pdf.unreadable':
    'The PDF is damaged and cannot be opened. Open it in a PDF program, save it again and upload it again.',
  'pdf.encrypted': 'The PDF has a password. Save it without one and upload it again.',
  'pdf.no_pages': 'The PDF has no pages. Export it again and upload the new file.',
  'tiff.old_jpeg':
    'The TIFF uses an old kind of JPEG compression that cannot be read. Open it in a picture program and save it ' +
    'again.',
  'tiff.compression_unsupported':
    'The TIFF uses a compression that cannot be read. Save it with LZW or fax compression and upload it again.',
  'tiff.samples_unsupported':
    'The TIFF contains measurements instead of colours or greys. Save it as an 8-bit picture and upload it again.',
  'tiff.camera_raw': 'The file is a camera raw file. Open it in a photo program, save it as JPEG and upload that.',
  'document.too_many_pages': 'The document has too many pages. Split it into smaller files and upload those.',
  'document.no_such_page': 'The document has no page with this number. Upload the document again.',
} as const;

export type RefusalCode = keyof typeof sentences;

/**
 * The error for a refused file. `cause` is for the log's error code only and never shown: libraries
 * put paths into their texts.
 */
export function refusal(code: RefusalCode): PermanentFailure {
  return new PermanentFailure(code, sentences[code]);
}

/**
 * Refuses a page by the size in its header, before anything is decoded. A page somewhat larger than
 * `maxPixels` is scaled down during decoding.
 */
export function checkSize(width: number, height: number, limits: DecodeLimits): void {
  if (width < minSidePx || height < minSidePx) throw refusal('image.too_small');
  if (width * height > maxReadablePixels(limits.maxPixels)) throw refusal('image.too_many_pixels');
}

/** The same for formats that must be decoded completely before they can be scaled down. */
export function checkDecodedSize(width: number, height: number, limits: DecodeLimits): void {
  checkSize(width, height, limits);
  if (width * height > limits.maxPixels || Math.max(width, height) > maxSidePx) throw refusal('image.too_many_pixels');
}

/** Refuses a document by its number of pages. */
export function checkPageCount(count: number, limits: DecodeLimits): void {
  if (count > limits.maxPages) throw refusal('document.too_many_pages');
}
