import type { DecodedPage, RotationDegrees } from './decoded-page.js';
import { decodePicture, readHeader } from './decode-picture.js';
import type { DecodeLimits } from './limits.js';
import type { PageMediaType } from './media-type.js';
import { aspectOfFile } from './read-density.js';
import { checkSize, refusal } from './refusals.js';

/**
 * Number of pages of a JPEG, PNG, WebP, GIF or AVIF. Only an AVIF has more than one: the frames of
 * an animation are not pages.
 */
export async function countSharpPages(path: string, mediaType: PageMediaType, limits: DecodeLimits): Promise<number> {
  const metadata = await readHeader({ source: path, mediaType });
  checkSize(metadata.width, metadata.height, limits);
  return mediaType === 'image/avif' ? (metadata.pages ?? 1) : 1;
}

/** Decodes page `number` (from 1) of such a file, turned upright by its EXIF orientation. */
export async function decodeSharpPage(
  path: string,
  mediaType: PageMediaType,
  number: number,
  { limits, rotation }: { limits: DecodeLimits; rotation: RotationDegrees },
): Promise<DecodedPage> {
  if (number < 1 || (number > 1 && mediaType !== 'image/avif')) throw refusal('document.no_such_page');
  const aspect = await aspectOfFile(path, mediaType);
  return decodePicture({ source: path, mediaType, index: number - 1, aspect }, limits, rotation);
}
