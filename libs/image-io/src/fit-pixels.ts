import sharp from 'sharp';
import type { RawPixels } from './decoded-page.js';
import { deservedPixels } from './deserved-pixels.js';
import type { DecodeLimits } from './limits.js';

/**
 * Makes pixels square and scales them to the size of `deservedPixels`; returns the same pixels if
 * nothing changes.
 */
export async function fitPixels(raw: RawPixels, aspect: number | undefined, limits: DecodeLimits): Promise<RawPixels> {
  const { data, channels } = raw;
  const { width, height } = deservedPixels({ widthPx: raw.width, heightPx: raw.height, aspect }, limits.maxPixels);
  if (width === raw.width && height === raw.height) return raw;
  const fitted = await sharp(data, { raw: { width: raw.width, height: raw.height, channels }, limitInputPixels: false })
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: fitted.data, width, height, channels: fitted.info.channels as RawPixels['channels'] };
}
