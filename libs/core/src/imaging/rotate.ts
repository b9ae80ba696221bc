import type { Affine } from '../page/affine.js';
import type { GrayImage } from './gray-image.js';
import { halfPixel, toNearest } from '../page/half.js';

/**
 * Takes a clockwise turn of `degrees` out of a picture (it is turned anticlockwise), bilinear, on a
 * sheet large enough to hold all of it; new corners are white. `toSource` maps points of the result
 * to points of the source exactly.
 */
export function rotateBack(gray: GrayImage, degrees: number): { gray: GrayImage; toSource: Affine } {
  const { width, height, data } = gray;
  const sin = Math.sin((degrees * Math.PI) / 180);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const newWidth = Math.ceil(width * cos + height * Math.abs(sin));
  const newHeight = Math.ceil(height * cos + width * Math.abs(sin));
  const e = width / 2 - (cos * newWidth) / 2 + (sin * newHeight) / 2;
  const f = height / 2 - (sin * newWidth) / 2 - (cos * newHeight) / 2;
  const toSource: Affine = [cos, sin, -sin, cos, e, f];
  const out = new Uint8Array(newWidth * newHeight).fill(255);
  const lastX = width - 1;
  const lastY = height - 1;
  for (let y = 0; y < newHeight; y++) {
    let sourceX = cos * halfPixel - sin * (y + halfPixel) + e - halfPixel;
    let sourceY = sin * halfPixel + cos * (y + halfPixel) + f - halfPixel;
    const row = y * newWidth;
    for (let x = 0; x < newWidth; x++, sourceX += cos, sourceY += sin) {
      if (sourceX < 0 || sourceY < 0 || sourceX >= lastX || sourceY >= lastY) {
        if (sourceX < -halfPixel || sourceY < -halfPixel || sourceX > lastX + halfPixel || sourceY > lastY + halfPixel)
          continue;
        const nearX = Math.min(lastX, Math.max(0, Math.round(sourceX)));
        const nearY = Math.min(lastY, Math.max(0, Math.round(sourceY)));
        out[row + x] = data[nearY * width + nearX];
        continue;
      }
      const left = sourceX | 0;
      const top = sourceY | 0;
      const across = sourceX - left;
      const down = sourceY - top;
      const at = top * width + left;
      const upper = data[at] + (data[at + 1] - data[at]) * across;
      const lower = data[at + width] + (data[at + width + 1] - data[at + width]) * across;
      out[row + x] = upper + (lower - upper) * down + toNearest;
    }
  }
  return { gray: { width: newWidth, height: newHeight, data: out }, toSource };
}
