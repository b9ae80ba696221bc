import type { GrayImage } from './gray-image.js';
import { otsu } from './threshold.js';
import { imagingSettings } from './imaging-settings.js';

const { contrast } = imagingSettings;

/**
 * Makes faint ink (pencil, washed-out copies) as dark as a pen's, so that the threshold need not
 * know of it. Paper stays white.
 */
export function stretchContrast(gray: GrayImage): GrayImage {
  const { inkMean, paperMean } = otsu(gray);
  if (paperMean - inkMean < contrast.minContrast || inkMean < contrast.maxInkMean) return gray;
  return scaleDarkness(gray, 255, 255 - 64, 255 - inkMean);
}

/** `white` becomes white, and what is `present` darker than it becomes `wanted` darker. */
export function scaleDarkness(gray: GrayImage, white: number, wanted: number, present: number): GrayImage {
  const table = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    table[i] = Math.round(Math.min(255, Math.max(0, 255 - ((white - i) * wanted) / present)));
  }
  const data = new Uint8Array(gray.data.length);
  for (let i = 0; i < data.length; i++) data[i] = table[gray.data[i]];
  return { width: gray.width, height: gray.height, data };
}
