import { readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { DecodedPage, RawPixels, RotationDegrees } from './decoded-page.js';
import { deservedPixels } from './deserved-pixels.js';
import type { DecodeLimits } from './limits.js';
import { endsEarly } from './ends-early.js';
import type { PageMediaType } from './media-type.js';
import { pageOfPixels } from './page-of-pixels.js';
import { plainJpeg } from './plain-jpeg.js';
import { readingError } from './reading-error.js';
import { checkSize, refusal } from './refusals.js';

/** A picture that libvips decodes. */
export interface Picture {
  /** Path of its file, or its bytes. */
  source: string | Buffer;
  mediaType: PageMediaType;
  /** Which picture of the file, from 0. */
  index?: number;
  /** Horizontal divided by vertical resolution, before the image is turned upright. */
  aspect?: number;
}

type FailOn = 'error' | 'warning';

/** Saved by us, a page has about half as many. */
const maxKeptBytesPerPixel = 0.6;

const jpegEndMark = Buffer.from('ffd9', 'hex');

/**
 * Decodes an image: upright by its EXIF or TIFF orientation, with square pixels, scaled down if it
 * has too many. A JPEG that lacks only its end mark is read, with a warning on its page.
 */
export async function decodePicture(
  picture: Picture,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  try {
    return await decode(picture, 'error', limits, rotation);
  } catch (error) {
    if (picture.mediaType !== 'image/jpeg' || !isTruncated(error)) throw error;
    const page = await withEndMark(picture, limits, rotation);
    if (!page) throw error;
    return page;
  }
}

const isTruncated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'image.truncated';

/** Undefined if more than the mark is missing. */
async function withEndMark(
  picture: Picture,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage | undefined> {
  const { source } = picture;
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  try {
    // A warning then means that pixels are missing.
    const whole = { ...picture, source: Buffer.concat([bytes, jpegEndMark]) };
    const page = await decode(whole, 'warning', limits, rotation);
    return { ...page, warnings: [...page.warnings, 'page.end_missing'] };
  } catch {
    return undefined;
  }
}

async function decode(
  picture: Picture,
  failOn: FailOn,
  limits: DecodeLimits,
  rotation: RotationDegrees,
): Promise<DecodedPage> {
  const metadata = await readHeader(picture);
  checkSize(metadata.width, metadata.height, limits);
  const source = opened(picture, failOn).autoOrient();
  const size = wantedSize(metadata, picture.aspect, limits);
  if (size) source.resize({ ...size, fit: 'fill' });
  const isGray = !metadata.hasAlpha && (metadata.space === 'b-w' || metadata.space === 'grey16');
  const raw = await named(picture, async () => {
    const { data, info } = await source
      .toColourspace(isGray ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels as RawPixels['channels'] };
  });
  const isAsIs = rotation === 0 && !size && (metadata.orientation ?? 1) === 1;
  return pageOfPixels(raw, rotation, isAsIs ? await keptJpeg(picture, metadata) : undefined);
}

/**
 * The file itself as the page's picture, where it shows the pixels that were read: saved again, a
 * picture costs time and loses. Undefined where it is much larger than it would be then.
 */
async function keptJpeg({ source, mediaType }: Picture, metadata: Metadata): Promise<Buffer | undefined> {
  const { width, height, channels, space } = metadata;
  const isPlain = (channels === 3 && space === 'srgb') || (channels === 1 && space === 'b-w');
  if (mediaType !== 'image/jpeg' || typeof source !== 'string' || !isPlain) return undefined;
  const bytes = await readFile(source);
  return bytes.length <= maxKeptBytesPerPixel * width * height ? plainJpeg(bytes) : undefined;
}

/** Undefined if the image stays unchanged. */
function wantedSize(
  { autoOrient, width, height, orientation = 1 }: Metadata,
  aspect: number | undefined,
  limits: DecodeLimits,
): { width: number; height: number } | undefined {
  const isTurned = orientation > 4;
  const upright = isTurned && aspect ? 1 / aspect : aspect;
  const own = { widthPx: autoOrient.width ?? width, heightPx: autoOrient.height ?? height };
  const wanted = deservedPixels({ ...own, aspect: upright }, limits.maxPixels);
  return wanted.width === own.widthPx && wanted.height === own.heightPx ? undefined : wanted;
}

function opened({ source, index = 0 }: Picture, failOn: FailOn): Sharp {
  return sharp(source, { page: index, failOn, limitInputPixels: false, sequentialRead: true });
}

/**
 * The header alone: its size is judged by us, with a code of its own, before anything is decoded.
 */
export function readHeader(picture: Picture): Promise<Metadata> {
  return named(picture, () => opened(picture, 'error').metadata());
}

/** Calls sharp and converts its errors to ours. */
async function named<T>({ source, mediaType }: Picture, call: () => Promise<T>): Promise<T> {
  try {
    return await call().catch((error) => {
      // libvips reports the same error for a file that it had no free handle to open as for an
      // unknown format: retry once.
      if (/unsupported image format/i.test(error instanceof Error ? error.message : '')) return call();
      throw error;
    });
  } catch (error) {
    const named = readingError(error, 'image.unreadable');
    if (named.code !== 'image.unreadable' || typeof source !== 'string') throw named;
    throw (await endsEarly(source, mediaType)) ? refusal('image.truncated') : named;
  }
}
