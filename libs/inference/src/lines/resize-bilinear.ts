import { type GrayImage, halfPixel } from '@longhand/core';

/**
 * Scales a grey picture, first across, then down, each with a triangle filter as wide as the step
 * between the new pixels: what Pillow calls BILINEAR, with which the training strips were made.
 * Levels are rounded after each pass, as there.
 */
export function resizeBilinear(image: GrayImage, width: number, height: number): GrayImage {
  return resizeDown(resizeAcross(image, width), height);
}

/** The old pixels under each new pixel's triangle. */
interface Taps {
  from: Int32Array;
  /** Of the weights of new pixel i: from `at[i]` up to `at[i + 1]`. */
  at: Int32Array;
  weights: Float64Array;
  /** Sum of the weights of each new pixel. */
  totals: Float64Array;
}

function resizeAcross(image: GrayImage, width: number): GrayImage {
  if (image.width === width) return image;
  const { from, at, weights, totals } = tapsOf(image.width, width);
  const data = new Uint8Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    for (let x = 0; x < width; x++) {
      const first = row + from[x] - at[x];
      let sum = 0;
      for (let i = at[x]; i < at[x + 1]; i++) sum += weights[i] * image.data[first + i];
      data[y * width + x] = Math.round(sum / totals[x]);
    }
  }
  return { width, height: image.height, data };
}

function resizeDown(image: GrayImage, height: number): GrayImage {
  if (image.height === height) return image;
  const { width } = image;
  const { from, at, weights, totals } = tapsOf(image.height, height);
  const data = new Uint8Array(width * height);
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let i = at[y]; i < at[y + 1]; i++) {
      const row = (from[y] + i - at[y]) * width;
      for (let x = 0; x < width; x++) sums[x] += weights[i] * image.data[row + x];
    }
    for (let x = 0; x < width; x++) data[y * width + x] = Math.round(sums[x] / totals[y]);
  }
  return { width, height, data };
}

function tapsOf(side: number, newSide: number): Taps {
  const step = side / newSide;
  const support = Math.max(1, step);
  const from = new Int32Array(newSide);
  const at = new Int32Array(newSide + 1);
  const totals = new Float64Array(newSide);
  const weights: number[] = [];
  for (let x = 0; x < newSide; x++) {
    const centre = (x + halfPixel) * step;
    from[x] = Math.max(0, Math.trunc(centre - support + halfPixel));
    const to = Math.min(side, Math.trunc(centre + support + halfPixel));
    for (let i = from[x]; i < to; i++) {
      const weight = Math.max(0, 1 - Math.abs((i + halfPixel - centre) / support));
      weights.push(weight);
      totals[x] += weight;
    }
    at[x + 1] = weights.length;
  }
  return { from, at, weights: Float64Array.from(weights), totals };
}
