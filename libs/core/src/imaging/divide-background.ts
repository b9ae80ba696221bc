import type { GrayImage } from './gray-image.js';
import type { LevelMap } from './local-level.js';
import { halfPixel, toNearest } from '../page/half.js';

/**
 * Divides a picture by its paper level, so that shadow, stain and yellowed paper all become white
 * (255) and ink keeps its share of the light. The level between cell centres is interpolated.
 */
export function divideBackground(gray: GrayImage, paper: LevelMap): GrayImage {
  const { width, height } = gray;
  const out = new Uint8Array(width * height);
  const row = new Float32Array(paper.width);
  const left = new Int32Array(width);
  const share = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const place = Math.min(paper.width - 1, Math.max(0, (x + halfPixel) / paper.cell - halfPixel));
    left[x] = Math.min(Math.floor(place), Math.max(0, paper.width - 2));
    share[x] = place - left[x];
  }
  for (let y = 0; y < height; y++) {
    const place = Math.min(paper.height - 1, Math.max(0, (y + halfPixel) / paper.cell - halfPixel));
    const top = Math.min(Math.floor(place), Math.max(0, paper.height - 2));
    const down = place - top;
    const upper = top * paper.width;
    const lower = Math.min(paper.height - 1, top + 1) * paper.width;
    for (let x = 0; x < paper.width; x++) {
      row[x] = paper.data[upper + x] * (1 - down) + paper.data[lower + x] * down;
    }
    const base = y * width;
    for (let x = 0; x < width; x++) {
      const at = left[x];
      const next = at + 1 < paper.width ? row[at + 1] : row[at];
      const level = row[at] + (next - row[at]) * share[x];
      const value = level < 1 ? 255 : (gray.data[base + x] * 255) / level + toNearest;
      out[base + x] = value > 255 ? 255 : value;
    }
  }
  return { width, height, data: out };
}
