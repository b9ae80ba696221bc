import type { GrayImage } from '../imaging/gray-image.js';
import type { Blob } from './blob.js';
import { segmentationSettings } from './segmentation-settings.js';

const { stain } = segmentationSettings;

/** Number of pieces as tall as the letters of their line. */
export function letterCount(blobs: readonly Blob[]): number {
  const highest = Math.max(...blobs.map(({ height }) => height));
  return blobs.filter(({ height }) => height >= stain.letterShare * highest).length;
}

/** Distance from the left to the right end of the ink, in pixels. */
export function widthOf(blobs: readonly Blob[]): number {
  return Math.max(...blobs.map(({ x, width }) => x + width)) - Math.min(...blobs.map(({ x }) => x));
}

/**
 * Share of the zone of the small letters, along the whole line, that its ink would fill: of writing
 * 0.1 to 0.5, of dust a few hundredths.
 */
export function densityOf(blobs: readonly Blob[], xHeightPx: number): number {
  return blobs.reduce((sum, { area }) => sum + area, 0) / Math.max(1, widthOf(blobs) * xHeightPx);
}

/** Mean darkness of the ink, 0 to 255. */
export function darknessOf(blobs: readonly Blob[], gray: GrayImage): number {
  let [sum, count] = [0, 0];
  for (const { runs } of blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const row = runs[i] * gray.width;
      for (let x = runs[i + 1]; x < runs[i + 2]; x++) sum += 255 - gray.data[row + x];
      count += runs[i + 2] - runs[i + 1];
    }
  }
  return sum / Math.max(1, count);
}
