import type { QuarterTurn } from '@longhand/core';
import sharp from 'sharp';
import { readingError } from './reading-error.js';

const jpegQuality = 85;
/**
 * Our page images are never larger than the limit for a page; this limits anything else stored in
 * their place.
 */
const maxInputPixels = 0x3fff * 0x3fff;

/**
 * The JPEG turned clockwise, outside the event loop.
 * @throws PermanentFailure image.unreadable, image.truncated; AppError image.no_resources
 */
export async function turnJpeg(jpeg: Buffer, degrees: QuarterTurn): Promise<Buffer> {
  try {
    const source = sharp(jpeg, { failOn: 'error', limitInputPixels: maxInputPixels });
    return await source.rotate(degrees).jpeg({ quality: jpegQuality }).toBuffer();
  } catch (error) {
    throw readingError(error, 'image.unreadable');
  }
}
