import sharp from 'sharp';
import { readingError } from './reading-error.js';

const jpegQuality = 82;
/**
 * Our page images are never larger than the limit for a page; this limits anything else stored in
 * their place.
 */
const maxInputPixels = 0x3fff * 0x3fff;

/**
 * A JPEG with the same proportions whose long side is at most `maxPx` pixels; a smaller one is
 * returned unchanged. The work is done outside the event loop.
 * @throws PermanentFailure image.unreadable, image.truncated; AppError image.no_resources
 */
export async function resizeJpeg(jpeg: Buffer, maxPx: number): Promise<Buffer> {
  try {
    const source = sharp(jpeg, { failOn: 'error', limitInputPixels: maxInputPixels, sequentialRead: true });
    const { format, width, height } = await source.metadata();
    if (format !== 'jpeg') throw new Error('not a JPEG');
    if (Math.max(width, height) <= maxPx) return jpeg;
    return await source
      .resize({ width: maxPx, height: maxPx, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: jpegQuality })
      .toBuffer();
  } catch (error) {
    throw readingError(error, 'image.unreadable');
  }
}
