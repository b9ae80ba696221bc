import sharp from 'sharp';
import { readingError } from './reading-error.js';

const jpegQuality = 85;
const maxInputPixels = 0x3fff * 0x3fff;

/** A rectangle in pixels of the image; it may extend beyond its edges. */
export interface CropBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The part of a JPEG in `box`, as a JPEG with the proportions of the box: areas outside the image
 * are white. With `maxPx`, it is scaled down so that its long side has no more pixels. The work is
 * done outside the event loop.
 * @throws PermanentFailure image.unreadable, image.truncated; AppError image.no_resources
 */
export async function cropJpeg(jpeg: Buffer, box: CropBox, maxPx?: number): Promise<Buffer> {
  try {
    const source = sharp(jpeg, { failOn: 'error', limitInputPixels: maxInputPixels });
    const page = await source.metadata();
    const left = clamp(Math.floor(box.x), 0, page.width - 1);
    const top = clamp(Math.floor(box.y), 0, page.height - 1);
    const right = clamp(Math.ceil(box.x + box.width), left + 1, page.width);
    const bottom = clamp(Math.ceil(box.y + box.height), top + 1, page.height);
    const cut = await source
      .extract({ left, top, width: right - left, height: bottom - top })
      .extend({
        left: left - Math.floor(box.x),
        top: top - Math.floor(box.y),
        right: Math.max(0, Math.ceil(box.x + box.width) - right),
        bottom: Math.max(0, Math.ceil(box.y + box.height) - bottom),
        background: '#ffffff',
      })
      .toFormat('png', { compressionLevel: 1 })
      .toBuffer();
    const picture = sharp(cut);
    if (maxPx !== undefined) picture.resize({ width: maxPx, height: maxPx, fit: 'inside', withoutEnlargement: true });
    return await picture.jpeg({ quality: jpegQuality }).toBuffer();
  } catch (error) {
    throw readingError(error, 'image.unreadable');
  }
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
