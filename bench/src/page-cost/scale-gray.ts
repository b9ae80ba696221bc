import type { GrayImage } from '@longhand/core';

/**
 * A grey picture at another size, bilinear: for enlarging; it does not average what falls into one
 * pixel.
 */
export function scaleGray(gray: GrayImage, width: number, height: number): GrayImage {
  const data = new Uint8Array(width * height);
  const last = { x: gray.width - 1, y: gray.height - 1 };
  for (let y = 0; y < height; y++) {
    const v = Math.min(last.y, Math.max(0, ((y + 0.5) * gray.height) / height - 0.5));
    const top = Math.floor(v) * gray.width;
    const bottom = Math.min(last.y, Math.floor(v) + 1) * gray.width;
    for (let x = 0; x < width; x++) {
      const u = Math.min(last.x, Math.max(0, ((x + 0.5) * gray.width) / width - 0.5));
      const left = Math.floor(u);
      const right = Math.min(last.x, left + 1);
      const upper = gray.data[top + left] + (gray.data[top + right] - gray.data[top + left]) * (u - left);
      const lower = gray.data[bottom + left] + (gray.data[bottom + right] - gray.data[bottom + left]) * (u - left);
      data[y * width + x] = Math.round(upper + (lower - upper) * (v - Math.floor(v)));
    }
  }
  return { width, height, data };
}

/** Four pictures on one sheet of this size, each scaled to a quarter of it. */
export function fourOnOne(pictures: readonly GrayImage[], width: number, height: number): GrayImage {
  const data = new Uint8Array(width * height).fill(255);
  const [half, rows] = [width >> 1, height >> 1];
  for (const [i, picture] of pictures.entries()) {
    const part = scaleGray(picture, half, rows);
    const corner = (i >> 1) * rows * width + (i & 1) * half;
    for (let y = 0; y < rows; y++) data.set(part.data.subarray(y * half, (y + 1) * half), corner + y * width);
  }
  return { width, height, data };
}
