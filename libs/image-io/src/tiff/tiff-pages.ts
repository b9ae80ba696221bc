import { open } from 'node:fs/promises';
import type { DecodedPage, RotationDegrees } from '../decoded-page.js';
import type { DecodeLimits } from '../limits.js';
import { checkSize, refusal } from '../refusals.js';
import { decodePicture } from '../decode-picture.js';
import { pageOfPixels } from '../page-of-pixels.js';
import { fitPixels } from '../fit-pixels.js';
import { extractPage } from './extract-page.js';
import { oldJpegOf } from './old-jpeg.js';
import { isPlain, kindOfPage, type TiffKind } from './page-kind.js';
import { listTiff } from './tiff-list.js';
import { TiffReader } from './tiff-reader.js';
import { compression } from './tiff-tags.js';
import { neutralColours, unusualPixels } from './unusual-samples.js';

/** Number of pages of a TIFF. A TIFF of one page has its kind and size checked as well. */
export async function countTiffPages(path: string, limits: DecodeLimits): Promise<number> {
  const { pages } = await listTiff(path);
  if (pages.length === 1) await inPage(path, 1, limits, async () => undefined);
  return pages.length;
}

/** Decodes page `number` (from 1) of a TIFF, upright and with square pixels. */
export async function decodeTiffPage(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const { pages, isCutOff } = await listTiff(path);
  const page = await inPage(path, number, limits, async (reader, kind) => {
    const directory = pages[number - 1];
    if (kind.compression === compression.oldJpeg) {
      const source = await oldJpegOf(reader, directory);
      return decodePicture({ source, mediaType: 'image/jpeg', aspect: kind.aspect }, limits, rotation);
    }
    if (isPlain(kind)) {
      const source = await extractPage(reader, directory);
      return decodePicture({ source, mediaType: 'image/tiff', aspect: kind.aspect }, limits, rotation);
    }
    const tiff = await extractPage(reader, directory, neutralColours(kind));
    const pixels = await unusualPixels(tiff, kind);
    return pageOfPixels(await fitPixels(pixels, kind.aspect, limits), rotation);
  });
  if (isCutOff && number === pages.length) page.warnings.push('document.ends_early');
  return page;
}

async function inPage<T>(
  path: string,
  number: number,
  limits: DecodeLimits,
  use: (reader: TiffReader, kind: TiffKind) => Promise<T>,
): Promise<T> {
  const { pages } = await listTiff(path);
  if (number < 1 || number > pages.length) throw refusal('document.no_such_page');
  const file = await open(path, 'r');
  try {
    const reader = await TiffReader.open(file);
    const kind = await kindOfPage(reader, pages[number - 1]);
    checkSize(kind.width, kind.height, limits);
    return await use(reader, kind);
  } finally {
    await file.close();
  }
}
