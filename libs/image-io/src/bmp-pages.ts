import { readFile } from 'node:fs/promises';
import { decode } from 'bmp-ts';
import type { DecodedPage, RawPixels, RotationDegrees } from './decoded-page.js';
import type { DecodeLimits } from './limits.js';
import { readingError } from './reading-error.js';
import { checkDecodedSize, refusal } from './refusals.js';
import { fitPixels } from './fit-pixels.js';
import { pageOfPixels } from './page-of-pixels.js';
import { aspectOf } from './read-density.js';

/** Number of pages of a BMP file: 1. Checks its header. */
export async function countBmpPages(path: string, limits: DecodeLimits): Promise<number> {
  checkHeader(await readFile(path), limits);
  return 1;
}

/** Decodes a BMP picture. */
export async function decodeBmpPage(
  path: string,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const bytes = await readFile(path);
  checkHeader(bytes, limits);
  return pageOfPixels(await fitPixels(pixelsOf(bytes), aspectOf(bytes, 'image/bmp'), limits), rotation);
}

/** BITMAPINFOHEADER and later: width at 18, height at 22 (negative: top row first). */
function checkHeader(bytes: Buffer, limits: DecodeLimits): void {
  if (bytes.length < 54) throw refusal('image.truncated');
  if (bytes.readUInt32LE(14) < 40) throw refusal('image.unreadable');
  const width = bytes.readInt32LE(18);
  const height = Math.abs(bytes.readInt32LE(22));
  const bitsPerPixel = bytes.readUInt16LE(28);
  const compression = bytes.readUInt32LE(30);
  checkDecodedSize(width, height, limits);
  if (![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) throw refusal('image.unreadable');
  const isRunLength = compression === 1 || compression === 2;
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4;
  if (!isRunLength && bytes.readUInt32LE(10) + rowBytes * height > bytes.length) throw refusal('image.truncated');
}

function pixelsOf(bytes: Buffer): RawPixels {
  let image: ReturnType<typeof decode>;
  try {
    image = decode(bytes);
  } catch (error) {
    throw readingError(error, error instanceof RangeError ? 'image.truncated' : 'image.unreadable');
  }
  // Alpha, blue, green, red; the alpha byte of a BMP is nearly always meaningless.
  const pixels = image.width * image.height;
  const data = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    data[i * 3] = image.data[i * 4 + 3];
    data[i * 3 + 1] = image.data[i * 4 + 2];
    data[i * 3 + 2] = image.data[i * 4 + 1];
  }
  return { data, width: image.width, height: image.height, channels: 3 };
}
