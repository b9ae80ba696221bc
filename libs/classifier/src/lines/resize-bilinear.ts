import type { GrayImage } from '@longhand/core';

/**
 * Scales a grey picture, first across, then down, each with a triangle filter as wide as the step between the new pixels: what Pillow calls BILINEAR,
 * with which the training strips were made. Levels are rounded after each pass, as there.
 */
export function resizeBilinear(image: GrayImage, width: number, height: number): GrayImage {
  const across = resizeRows(image, width);
  return turn(resizeRows(turn(across), height));
}

function resizeRows(image: GrayImage, width: number): GrayImage {
  if (image.width === width) return image;
  const step = image.width / width;
  const support = Math.max(1, step);
  const data = new Uint8Array(width * image.height);
  for (let x = 0; x < width; x++) {
    const centre = (x + 0.5) * step;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const to = Math.min(image.width, Math.trunc(centre + support + 0.5));
    const weights = Array.from({ length: to - from }, (_, i) => {
      return Math.max(0, 1 - Math.abs((from + i + 0.5 - centre) / support));
    });
    const total = weights.reduce((a, b) => a + b);
    for (let y = 0; y < image.height; y++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * image.data[y * image.width + from + i];
      data[y * width + x] = Math.round(sum / total);
    }
  }
  return { width, height: image.height, data };
}

function turn({ width, height, data }: GrayImage): GrayImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x];
  return { width: height, height: width, data: turned };
}
