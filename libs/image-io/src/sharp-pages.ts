import { findSheet, type GrayImage, inkGray, turnGray } from '@longhand/core';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { DecodedPage, RawPixels, RotationDegrees } from './decoded-page.js';
import type { DecodeLimits } from './limits.js';
import { endsEarly } from './ends-early.js';
import { mediaTypeOfFile } from './media-type-of-file.js';
import { readingError } from './reading-error.js';
import { checkSize, refusal } from './refusals.js';

const jpegQuality = 85;

/** Number of pages of a JPEG, PNG, WebP, TIFF or GIF. Only a TIFF has more than one: the frames of an animation are not pages. */
export async function countSharpPages(path: string, limits: DecodeLimits): Promise<number> {
  const metadata = await readHeader(path, 0);
  checkSize(metadata.width, metadata.height, limits);
  return metadata.format === 'tiff' ? (metadata.pages ?? 1) : 1;
}

/** Decodes page `number` (from 1) of such a file, turned upright by its EXIF or TIFF orientation. */
export async function decodeSharpPage(
  path: string,
  number: number,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const metadata = await readHeader(path, number - 1);
  checkSize(metadata.width, metadata.height, limits);
  const isGray = metadata.space === 'b-w' || metadata.space === 'grey16';
  const source = open(path, number - 1, limits.maxPixels)
    .autoOrient()
    .flatten({ background: '#fff' });
  return named(path, async () => {
    const { data, info } = await source
      .toColourspace(isGray ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .timeout({ seconds: Math.ceil(limits.timeoutMs / 1000) })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    return pageOfPixels({ data, width, height, channels: info.channels as RawPixels['channels'] }, rotation);
  });
}

/** The page of pixels that some decoder gave, turned clockwise. Fully transparent parts are white. */
export async function pageOfPixels(raw: RawPixels, rotation: RotationDegrees): Promise<DecodedPage> {
  const { data, channels } = raw;
  const [width, height] = rotation % 180 === 0 ? [raw.width, raw.height] : [raw.height, raw.width];
  const picture = (): Sharp => {
    const opened = sharp(data, { raw: { width: raw.width, height: raw.height, channels }, limitInputPixels: false });
    const turned = rotation === 0 ? opened : opened.rotate(rotation);
    return channels === 4 ? turned.flatten({ background: '#fff' }) : turned;
  };
  const jpeg = await picture().jpeg({ quality: jpegQuality }).toBuffer();
  return { gray: await grayOf(raw, rotation, picture), jpeg, widthPx: width, heightPx: height };
}

/** Plain grey, or where that does not show coloured ink on the paper of a flat page, the grey that does. */
async function grayOf(raw: RawPixels, rotation: RotationDegrees, picture: () => Sharp): Promise<GrayImage> {
  const { width, height, channels, data } = raw;
  if (channels === 1 && rotation === 0) return { width, height, data };
  const { data: plain, info } = await picture().greyscale().raw().toBuffer({ resolveWithObject: true });
  const gray = { width: info.width, height: info.height, data: plain };
  const ink = channels === 1 ? undefined : inkGray({ width, height, channels, data });
  if (!ink || findSheet(gray)) return gray;
  return rotation === 0 ? ink : turnGray(ink, rotation);
}

function open(path: string, page: number, limitInputPixels: number | false): Sharp {
  return sharp(path, { page, failOn: 'error', limitInputPixels, sequentialRead: true });
}

/** The header alone: its size is judged by us, with a code of its own, before anything is decoded. */
async function readHeader(path: string, page: number): Promise<Metadata> {
  return named(path, () => open(path, page, false).metadata());
}

/** Runs a call into sharp and gives its errors our names. */
async function named<T>(path: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call().catch((error) => {
      // libvips says the same of a file that it had no free handle to open as of one that it does not know: asked once more.
      if (/unsupported image format/i.test(error instanceof Error ? error.message : '')) return call();
      throw error;
    });
  } catch (error) {
    const named = readingError(error, 'image.unreadable');
    if (named.code !== 'image.unreadable') throw named;
    throw (await endsEarly(path, await mediaTypeOfFile(path))) ? refusal('image.truncated') : named;
  }
}
