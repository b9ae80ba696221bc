import { readFile } from 'node:fs/promises';
import decode from 'heic-decode';
import type { DecodedPage, RawPixels, RotationDegrees } from './decoded-page.js';
import type { DecodeLimits } from './limits.js';
import { readingError } from './reading-error.js';
import { checkSize } from './refusals.js';
import { pageOfPixels } from './sharp-pages.js';

/** Number of pages of a HEIC file: 1, since its further pictures are thumbnails and bursts. Checks that it can be opened. */
export async function countHeicPages(path: string, limits: DecodeLimits): Promise<number> {
  await withFirst(path, async (image) => checkSize(image.width, image.height, limits));
  return 1;
}

/** Decodes a HEIC picture. libheif turns it upright by itself. */
export async function decodeHeicPage(
  path: string,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const raw = await withFirst(path, async (image): Promise<RawPixels> => {
    checkSize(image.width, image.height, limits);
    const { width, height, data } = await image.decode();
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), channels: 4 };
  });
  return pageOfPixels(raw, rotation);
}

type HeicImage = Awaited<ReturnType<typeof decode.all>>[number];

async function withFirst<T>(path: string, use: (image: HeicImage) => Promise<T>): Promise<T> {
  const buffer = await readFile(path);
  try {
    const images = await quietly(() => decode.all({ buffer }));
    try {
      return await use(images[0]);
    } finally {
      images.dispose();
    }
  } catch (error) {
    throw readingError(error, 'image.unreadable');
  }
}

/** libheif tells its troubles to the console, where a service writes JSON lines only. They come back as errors as well. */
async function quietly<T>(call: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await call();
  } finally {
    console.log = log;
  }
}
