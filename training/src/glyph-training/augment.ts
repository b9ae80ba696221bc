import type { NetworkInput } from '@longhand/inference';
import type { Random } from '../basics/random.js';

/** How far a glyph may be changed; every amount is the end of an even range around zero. */
export interface Augmentation {
  readonly rotateDegrees: number;
  readonly shear: number;
  /**
   * 0.15 = from 1/1.15 to 1.15 times the size, both ways alike and each a third of that by itself.
   */
  readonly scale: number;
  readonly shiftPixels: number;
  /** Probability of a smooth local distortion, and its standard deviation in pixels. */
  readonly elastic: { readonly probability: number; readonly pixels: number };
  /** Probability that the stroke grows or shrinks, by up to one pixel. */
  readonly strokeProbability: number;
}

export const DEFAULT_AUGMENTATION: Augmentation = {
  rotateDegrees: 12,
  shear: 0.2,
  scale: 0.15,
  shiftPixels: 2,
  elastic: { probability: 0.3, pixels: 0.6 },
  strokeProbability: 0.3,
};

/** Nodes of the distortion grid per side. */
const NODES = 5;

/**
 * A glyph as another hand might have written it. `source` holds bytes (0 paper, 255 ink); `target`
 * gets values from 0 to 1. All chance comes from `random`, so that the same generator gives the
 * same glyph.
 */
export function augmentGlyph(
  source: Uint8Array,
  target: Float32Array,
  { size, how }: { size: NetworkInput; how: Augmentation },
  random: Random,
): void {
  const { height, width } = size;
  const angle = (random.between(-how.rotateDegrees, how.rotateDegrees) * Math.PI) / 180;
  const shear = random.between(-how.shear, how.shear);
  const grow = Math.log1p(how.scale);
  const common = random.between(-grow, grow);
  const scaleX = Math.exp(common + random.between(-grow, grow) / 3);
  const scaleY = Math.exp(common + random.between(-grow, grow) / 3);
  const [shiftX, shiftY] = [
    random.between(-how.shiftPixels, how.shiftPixels),
    random.between(-how.shiftPixels, how.shiftPixels),
  ];
  const bend = random.uniform() < how.elastic.probability ? distortion(size, how.elastic.pixels, random) : undefined;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o++) {
      // From each target pixel back to where its ink comes from.
      const dx = x - centreX - shiftX;
      const dy = y - centreY - shiftY;
      const u = (cos * dx + sin * dy) / scaleX;
      const v = (cos * dy - sin * dx) / scaleY;
      target[o] = sample(
        source,
        size,
        u + shear * v + centreX + (bend?.[2 * o] ?? 0),
        v + centreY + (bend?.[2 * o + 1] ?? 0),
      );
    }
  if (random.uniform() < how.strokeProbability) changeStroke(target, size, random.between(-1, 1));
}

/** Bilinear, paper outside. 0 to 1. */
function sample(source: Uint8Array, { height, width }: NetworkInput, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= width || top >= height) return 0;
  const [across, down] = [x - left, y - top];
  let sum = 0;
  if (top >= 0) {
    if (left >= 0) sum += source[top * width + left] * (1 - across) * (1 - down);
    if (left + 1 < width) sum += source[top * width + left + 1] * across * (1 - down);
  }
  if (top + 1 < height) {
    if (left >= 0) sum += source[(top + 1) * width + left] * (1 - across) * down;
    if (left + 1 < width) sum += source[(top + 1) * width + left + 1] * across * down;
  }
  return sum / 255;
}

/**
 * A displacement (x, y) for each pixel: random at the nodes of a coarse grid, smooth between them.
 */
function distortion({ height, width }: NetworkInput, pixels: number, random: Random): Float32Array {
  const nodes = Float32Array.from({ length: NODES * NODES * 2 }, () => pixels * random.normal());
  const field = new Float32Array(height * width * 2);
  const smooth = (t: number) => t * t * (3 - 2 * t);
  for (let y = 0, o = 0; y < height; y++) {
    const row = (y / height) * (NODES - 1);
    const [r, down] = [Math.floor(row), smooth(row % 1)];
    for (let x = 0; x < width; x++) {
      const column = (x / width) * (NODES - 1);
      const [c, across] = [Math.floor(column), smooth(column % 1)];
      for (let k = 0; k < 2; k++, o++) {
        const at = (i: number, j: number) => nodes[((r + i) * NODES + c + j) * 2 + k];
        field[o] =
          (at(0, 0) * (1 - across) + at(0, 1) * across) * (1 - down) +
          (at(1, 0) * (1 - across) + at(1, 1) * across) * down;
      }
    }
  }
  return field;
}

/**
 * Towards the largest (`amount` 0 to 1) or smallest (-1 to 0) of each pixel and its four
 * neighbours.
 */
function changeStroke(glyph: Float32Array, { height, width }: NetworkInput, amount: number): void {
  const before = glyph.slice();
  const pick = amount > 0 ? Math.max : Math.min;
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o++) {
      const up = y > 0 ? before[o - width] : 0;
      const below = y + 1 < height ? before[o + width] : 0;
      const left = x > 0 ? before[o - 1] : 0;
      const right = x + 1 < width ? before[o + 1] : 0;
      glyph[o] += Math.abs(amount) * (pick(before[o], up, below, left, right) - before[o]);
    }
}
