import sharp from 'sharp';
import { readingError } from './reading-error.js';

const jpegQuality = 82;
/**
 * A page picture of ours is never larger than its page was allowed to be; this bounds whatever else
 * lies in its place.
 */
const maxInputPixels = 0x3fff * 0x3fff;

/**
 * A JPEG whose long side is at most `maxPx` pixels, in the same proportions; one that is no larger
 * comes back as it is. The work is done outside the event loop.
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
