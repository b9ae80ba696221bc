import type { GrayImage } from './gray-image.js';
import { halfPixel } from '../page/half.js';

/**
 * Shrinks by a whole factor; every pixel is the mean of its block. A rest at the right or lower
 * edge that fills no block is averaged alone.
 */
export function shrinkGray(gray: GrayImage, factor: number): GrayImage {
  const width = Math.ceil(gray.width / factor);
  const height = Math.ceil(gray.height / factor);
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    const bottom = Math.min(gray.height, (y + 1) * factor);
    for (let sourceY = y * factor; sourceY < bottom; sourceY++) {
      const row = sourceY * gray.width;
      for (let x = 0, left = 0; x < width; x++, left += factor) {
        const right = Math.min(gray.width, left + factor);
        let sum = 0;
        for (let sourceX = left; sourceX < right; sourceX++) sum += gray.data[row + sourceX];
        sums[x] += sum;
      }
    }
    const rows = bottom - y * factor;
    for (let x = 0; x < width; x++) {
      const columns = Math.min(gray.width, (x + 1) * factor) - x * factor;
      data[y * width + x] = Math.round(sums[x] / (rows * columns));
    }
  }
  return { width, height, data };
}

/**
 * Enlarges by a whole factor, bilinear, pixel areas aligned: a point (x, y) of the source becomes
 * (x · factor, y · factor).
 */
export function enlargeGray(gray: GrayImage, factor: number): GrayImage {
  const width = gray.width * factor;
  const height = gray.height * factor;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const sourceY = Math.min(gray.height - 1, Math.max(0, (y + halfPixel) / factor - halfPixel));
    const top = Math.floor(sourceY);
    const bottom = Math.min(gray.height - 1, top + 1);
    const down = sourceY - top;
    for (let x = 0; x < width; x++) {
      const sourceX = Math.min(gray.width - 1, Math.max(0, (x + halfPixel) / factor - halfPixel));
      const left = Math.floor(sourceX);
      const right = Math.min(gray.width - 1, left + 1);
      const across = sourceX - left;
      const upper = gray.data[top * gray.width + left] * (1 - across) + gray.data[top * gray.width + right] * across;
      const lower =
        gray.data[bottom * gray.width + left] * (1 - across) + gray.data[bottom * gray.width + right] * across;
      data[y * width + x] = Math.round(upper * (1 - down) + lower * down);
    }
  }
  return { width, height, data };
}
