import type { BinaryImage, GrayImage } from '../gray-image.js';

const minEdges = 200;
/** An edge is looked at this many pixels to each side. */
const reach = 8;
const minContrast = 60;
const rowsLookedAt = 400;

/**
 * How many pixels the edges of strokes need from paper to ink, were they as steep everywhere as
 * where they are steepest: about 2 in a sharp picture, more the more it is blurred. The median over
 * the left edges on some rows; undefined where there are too few.
 */
export function edgeWidthOf(gray: GrayImage, ink: BinaryImage): number | undefined {
  const { width, height, data } = gray;
  const widths: number[] = [];
  const step = Math.max(1, Math.floor(height / rowsLookedAt));
  for (let y = 0; y < height; y += step) {
    const row = y * width;
    for (let x = reach; x < width - reach; x++) {
      if (!ink.data[row + x] || ink.data[row + x - 1]) continue;
      let [dark, light, steepest] = [255, 0, 0];
      // From the paper to the first dark place, and no further: the next stroke has edges of its
      // own.
      for (let i = x - reach; i < x + reach; i++) {
        const value = data[row + i];
        if (i <= x) light = Math.max(light, value);
        if (i >= x && value > dark) break;
        dark = Math.min(dark, value);
        steepest = Math.max(steepest, data[row + i - 1] - value);
      }
      if (light - dark >= minContrast && steepest > 0) widths.push((light - dark) / steepest);
    }
  }
  if (widths.length < minEdges) return undefined;
  widths.sort((a, b) => a - b);
  return widths[widths.length >> 1];
}
