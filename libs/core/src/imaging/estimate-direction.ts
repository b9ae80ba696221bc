import type { BinaryImage } from './gray-image.js';
import { imagingSettings } from './imaging-settings.js';

const { skew } = imagingSettings;

/** The searches around the best whole degree, ever finer; degrees. */
const refinements = [
  { step: 0.3, reach: 0.9 },
  { step: 0.1, reach: 0.2 },
  { step: 0.05, reach: 0.05 },
];

/** Where the lines of writing of a page run. */
export interface Direction {
  /** Their clockwise turn in degrees, -15 to 15; 0 when no direction stands out. */
  skewDegrees: number;
  /**
   * How much sharper the steps of the ink's profile are along the page than across it: below 1 the
   * lines run across the page, above 1 down it.
   */
  sideways: number;
}

interface Points {
  xs: Float32Array;
  ys: Float32Array;
}

/**
 * The direction of the writing. The angle whose projection profile has the sharpest steps wins (W.
 * Postl, 1986): searched in whole degrees, then finer around the best, down to 0.05.
 */
export function estimateDirection(ink: BinaryImage): Direction {
  const { cell, ...points } = samplePoints(ink);
  const long = Math.max(ink.width, ink.height);
  if (points.xs.length < skew.minPoints || long / cell < 60) return { skewDegrees: 0, sideways: 0 };
  const coarse = thinned(points);
  const across = sharpest(coarse, 0, 1, skew.maxDegrees);
  const down = sharpest({ xs: coarse.ys, ys: coarse.xs }, 0, 1, skew.maxDegrees);
  let skewDegrees = refine(points, across.degrees);
  if (!isClear(points, skewDegrees)) {
    const small = refine(points, sharpest(coarse, 0, 1, skew.smallDegrees).degrees);
    skewDegrees = isClear(points, small) ? small : 0;
  }
  return { skewDegrees, sideways: down.value / across.value };
}

/** The best angle near one in whole degrees, to a twentieth. */
function refine(points: Points, degrees: number): number {
  let best = degrees;
  for (const { step, reach } of refinements) best = sharpest(points, best, step, reach).degrees;
  return best;
}

function isClear(points: Points, degrees: number): boolean {
  const wanted = skew.clearGain + skew.gainPerDegree * Math.max(0, Math.abs(degrees) - 1);
  return sharpness(points, degrees) > sharpness(points, 0) * wanted;
}

/** Ink points of a picture shrunk to about 1,200 px: one for each cell that holds ink. */
function samplePoints(ink: BinaryImage): Points & { cell: number } {
  const cell = Math.max(1, Math.round(Math.max(ink.width, ink.height) / 1200));
  const width = Math.floor(ink.width / cell);
  const height = Math.floor(ink.height / cell);
  // A place for each cell: copies would cost more than what stays unused.
  const xs = new Float32Array(width * height);
  const ys = new Float32Array(width * height);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const row = (y * cell + (cell >> 1)) * ink.width + (cell >> 1);
    for (let x = 0; x < width; x++) {
      if (ink.data[row + x * cell] === 0) continue;
      xs[count] = x;
      ys[count++] = y;
    }
  }
  return { xs: xs.subarray(0, count), ys: ys.subarray(0, count), cell };
}

/** Every n-th point. */
function thinned({ xs, ys }: Points): Points {
  const step = Math.ceil(xs.length / skew.maxCoarsePoints);
  if (step === 1) return { xs, ys };
  const count = Math.ceil(xs.length / step);
  const pick = (from: Float32Array) => Float32Array.from({ length: count }, (_, i) => from[i * step]);
  return { xs: pick(xs), ys: pick(ys) };
}

/** The best angle around `centre`, in `step`s. */
function sharpest(points: Points, centre: number, step: number, reach: number): { degrees: number; value: number } {
  let best = { degrees: centre, value: sharpness(points, centre) };
  const steps = Math.round(reach / step);
  for (let i = -steps; i <= steps; i++) {
    const degrees = Math.round((centre + i * step) * 100) / 100;
    if (i === 0 || Math.abs(degrees) > skew.maxDegrees) continue;
    const value = sharpness(points, degrees);
    if (value > best.value) best = { degrees, value };
  }
  return best;
}

function sharpness({ xs, ys }: Points, degrees: number): number {
  const sin = Math.sin((degrees * Math.PI) / 180);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const offset = 1300;
  const profile = new Float32Array(4000);
  for (let i = 0; i < xs.length; i++) {
    const place = ys[i] * cos - xs[i] * sin + offset;
    const row = place | 0;
    const share = place - row;
    profile[row] += 1 - share;
    profile[row + 1] += share;
  }
  let sum = 0;
  for (let i = 2; i < profile.length; i++) {
    const step = profile[i] - profile[i - 2];
    sum += step * step;
  }
  return sum;
}
