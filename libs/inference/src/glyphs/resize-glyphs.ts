import { halfPixel } from '@longhand/core';
import type { NetworkInput } from '../weights/network.js';

/**
 * Glyphs of one size to another by bilinear sampling at pixel centres, values scaled by `scale`
 * (1/255 turns bytes into 0..1). The same size is copied exactly. `glyphs` holds whole images, row
 * by row.
 */
export function resizeGlyphs(glyphs: ArrayLike<number>, from: NetworkInput, to: NetworkInput, scale = 1): Float32Array {
  const [fromPixels, toPixels] = [from.height * from.width, to.height * to.width];
  const count = glyphs.length / fromPixels;
  const out = new Float32Array(count * toPixels);
  if (from.height === to.height && from.width === to.width) {
    for (let i = 0; i < out.length; i++) out[i] = glyphs[i] * scale;
    return out;
  }
  const rows = taps(from.height, to.height);
  const columns = taps(from.width, to.width);
  let o = 0;
  for (let n = 0; n < count; n++)
    for (const [top, bottom, down] of rows)
      for (const [left, right, across] of columns) {
        const at = (row: number, column: number) => glyphs[n * fromPixels + row * from.width + column];
        const upper = at(top, left) * (1 - across) + at(top, right) * across;
        const lower = at(bottom, left) * (1 - across) + at(bottom, right) * across;
        out[o++] = (upper * (1 - down) + lower * down) * scale;
      }
  return out;
}

function taps(from: number, to: number): Array<[number, number, number]> {
  return Array.from({ length: to }, (_, i) => {
    const centre = Math.min(Math.max(((i + halfPixel) * from) / to - halfPixel, 0), from - 1);
    const low = Math.floor(centre);
    return [low, Math.min(low + 1, from - 1), centre - low];
  });
}
