import type { QuarterTurn } from '../page/turn-box.js';
import type { GrayImage } from './gray-image.js';

/** The picture turned clockwise, pixel by pixel. */
export function turnGray({ width, height, data }: GrayImage, degrees: QuarterTurn): GrayImage {
  if (degrees === 180) return { width, height, data: Uint8Array.from(data).reverse() };
  const turned = new Uint8Array(data.length);
  // Where the first pixel goes, and how far its right and lower neighbours go from there.
  const [start, right, down] = degrees === 90 ? [height - 1, height, -1] : [(width - 1) * height, -height, 1];
  for (let y = 0; y < height; y++) {
    for (let x = 0, to = start + y * down; x < width; x++, to += right) turned[to] = data[y * width + x];
  }
  return { width: height, height: width, data: turned };
}
