import { readFile } from 'node:fs/promises';
import decode from 'heic-decode';
import type { DecodedPage, RawPixels, RotationDegrees } from './decoded-page.js';
import type { DecodeLimits } from './limits.js';
import { pageOfPixels } from './page-of-pixels.js';
import { readingError } from './reading-error.js';
import { checkDecodedSize, refusal } from './refusals.js';

/**
 * Number of pages of a HEIC file: its images, without thumbnails, depth maps and other auxiliary
 * images, which libheif leaves out.
 */
export function countHeicPages(path: string, limits: DecodeLimits): Promise<number> {
  return withImages(path, async (images) => {
    checkDecodedSize(images[0].width, images[0].height, limits);
    return images.length;
  });
}

/** Decodes picture `number` (from 1) of a HEIC file. libheif turns it upright by itself. */
export async function decodeHeicPage(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const raw = await withImages(path, async (images): Promise<RawPixels> => {
    const image = images[number - 1];
    if (!image) throw refusal('document.no_such_page');
    checkDecodedSize(image.width, image.height, limits);
    const { width, height, data } = await image.decode();
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), channels: 4 };
  });
  return pageOfPixels(raw, rotation);
}

type HeicImage = Awaited<ReturnType<typeof decode.all>>[number];

async function withImages<T>(path: string, use: (images: HeicImage[]) => Promise<T>): Promise<T> {
  const buffer = await readFile(path);
  try {
    const images = await quietly(() => decode.all({ buffer }));
    try {
      return await use(images);
    } finally {
      images.dispose();
    }
  } catch (error) {
    throw readingError(error, 'image.unreadable');
  }
}

/**
 * libheif prints its problems to the console, where a service must write only JSON lines. They are
 * also returned as errors.
 */
async function quietly<T>(call: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await call();
  } finally {
    console.log = log;
  }
}
