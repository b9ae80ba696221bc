import type { BinaryImage, GrayImage } from '../gray-image.js';
import { photoSettings } from './photo-settings.js';

const { picture } = photoSettings;

/**
 * How many pixels the edges of strokes need from paper to ink, were they as steep everywhere as
 * where they are steepest: about 2 in a sharp picture, more the more it is blurred. The median over
 * the left edges on some rows; undefined where there are too few.
 */
export function edgeWidthOf(gray: GrayImage, ink: BinaryImage): number | undefined {
  const { width, height, data } = gray;
  const widths: number[] = [];
  const step = Math.max(1, Math.floor(height / picture.rowsLookedAt));
  for (let y = 0; y < height; y += step) {
    const row = y * width;
    for (let x = picture.edgeReachPx; x < width - picture.edgeReachPx; x++) {
      if (!ink.data[row + x] || ink.data[row + x - 1]) continue;
      let [dark, light, steepest] = [255, 0, 0];
      // From the paper to the first dark place, and no further: the next stroke has edges of its
      // own.
      for (let i = x - picture.edgeReachPx; i < x + picture.edgeReachPx; i++) {
        const value = data[row + i];
        if (i <= x) light = Math.max(light, value);
        if (i >= x && value > dark) break;
        dark = Math.min(dark, value);
        steepest = Math.max(steepest, data[row + i - 1] - value);
      }
      if (light - dark >= picture.minEdgeContrast && steepest > 0) widths.push((light - dark) / steepest);
    }
  }
  if (widths.length < picture.minEdges) return undefined;
  widths.sort((a, b) => a - b);
  return widths[widths.length >> 1];
}
