import type { BinaryImage } from './gray-image.js';

const maxDegrees = 15;
/** Fewer ink points than this say nothing about a direction. */
const fewestPoints = 400;
/** How much sharper the profile must be at the found angle than at 0° before a turn is believed. */
const clearGain = 1.02;

/**
 * The clockwise turn of the lines of writing in degrees, -15 to 15, in steps of 0.1; 0 when no direction stands out. The angle whose projection
 * profile has the sharpest steps wins (W. Postl, 1986): searched in whole degrees, then finer around the best.
 */
export function estimateSkew(ink: BinaryImage): number {
  const { xs, ys, cell } = samplePoints(ink);
  if (xs.length < fewestPoints || Math.max(ink.width, ink.height) / cell < 60) return 0;
  const score = (degrees: number): number => sharpness(xs, ys, degrees);
  let best = 0;
  let bestScore = score(0);
  const straight = bestScore;
  for (const [step, reach] of [
    [1, maxDegrees],
    [0.3, 0.9],
    [0.1, 0.2],
  ]) {
    const centre = best;
    for (let i = -Math.round(reach / step); i <= Math.round(reach / step); i++) {
      const degrees = Math.round((centre + i * step) * 10) / 10;
      if (Math.abs(degrees) > maxDegrees) continue;
      const value = score(degrees);
      if (value > bestScore) {
        best = degrees;
        bestScore = value;
      }
    }
  }
  return bestScore > straight * clearGain ? best : 0;
}

/** Ink points of a picture shrunk to about 1,200 px: one for each cell that holds ink. */
function samplePoints(ink: BinaryImage): { xs: Float32Array; ys: Float32Array; cell: number } {
  const cell = Math.max(1, Math.round(Math.max(ink.width, ink.height) / 1200));
  const width = Math.floor(ink.width / cell);
  const height = Math.floor(ink.height / cell);
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = (y * cell + (cell >> 1)) * ink.width + (cell >> 1);
    for (let x = 0; x < width; x++) {
      if (ink.data[row + x * cell]) {
        xs.push(x);
        ys.push(y);
      }
    }
  }
  return { xs: Float32Array.from(xs), ys: Float32Array.from(ys), cell };
}

function sharpness(xs: Float32Array, ys: Float32Array, degrees: number): number {
  const sin = Math.sin((degrees * Math.PI) / 180);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const offset = 1300;
  const profile = new Float32Array(4000);
  for (let i = 0; i < xs.length; i++) {
    const place = ys[i] * cos - xs[i] * sin + offset;
    const row = Math.floor(place);
    profile[row] += 1 - (place - row);
    profile[row + 1] += place - row;
  }
  let sum = 0;
  for (let i = 2; i < profile.length; i++) sum += (profile[i] - profile[i - 2]) ** 2;
  return sum;
}
