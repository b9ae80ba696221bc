import { FileRefusal } from './file-refusal.js';
import { readHeaderSize } from './read-header-size.js';
import { maxReadablePixels, type MediaType, sniffMediaType } from '@longhand/core';

/** Smaller than this on one side is no writing; some filters cannot even run on it. */
const MIN_SIDE_PX = 4;

/**
 * Tells what a file is and refuses, by its first bytes alone, what can never become text.
 * @param head the first bytes of the file, all of it when it is short
 * @param limits a picture of up to four times `maxPixels` is taken: it is shrunk as it is decoded
 * @throws FileRefusal
 */
export function checkFileHead(head: Buffer, limits: { maxPixels: number }): MediaType {
  if (head.length === 0) throw new FileRefusal('file.empty', 'The file is empty. Scan or export the page again.');
  const mediaType = sniffMediaType(head);
  if (!mediaType) {
    throw new FileRefusal(
      'file.type_unsupported',
      'The file is not a JPEG, PNG, WebP, TIFF, PDF, HEIC, AVIF, BMP, GIF or ZIP file. Save it as one of these ' +
        'and send it again.',
    );
  }
  const size = readHeaderSize(mediaType, head);
  if (!size) return mediaType;
  // A JPEG may leave its height to a later segment and then says 0 here.
  const isHeightOpen = mediaType === 'image/jpeg' && size.heightPx === 0;
  if (!isHeightOpen && Math.min(size.widthPx, size.heightPx) < MIN_SIDE_PX) {
    throw new FileRefusal('image.too_small', `The image is smaller than ${MIN_SIDE_PX} pixels. Send the whole page.`);
  }
  const maxPixels = maxReadablePixels(limits.maxPixels);
  if (size.widthPx * size.heightPx > maxPixels) {
    const limit = Math.floor(maxPixels / 1e6);
    throw new FileRefusal(
      'image.too_many_pixels',
      `The image has more than ${limit} million pixels. Scan the page at a lower resolution.`,
    );
  }
  return mediaType;
}
