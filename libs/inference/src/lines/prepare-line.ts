import { AppError, type GrayImage } from '@longhand/core';
import { LINE_HEIGHT } from './line-network.js';
import { resizeBilinear } from './resize-bilinear.js';

/** A line strip as the network reads it. */
export interface LineImage {
  width: number;
  /** 40 x width bytes, row by row: 0 = paper, 255 = full ink. */
  data: Uint8Array;
}

const minWidth = 16;
/** Percentiles of the darkness that are paper and full ink, as in training. */
const inkPercentiles = [20, 99.5];
/**
 * Grey levels that paper and ink lie apart at least, so that an empty strip does not become noise.
 */
const minContrast = 20;

/**
 * A grey strip of one line (0 = black) as ink of height 40, its aspect kept: the 20th percentile of
 * the darkness is paper, the 99.5th full ink, as in training (prepare_lines.py). Throws
 * `classifier.bad_input` for a strip without pixels.
 */
export function prepareLine(strip: GrayImage): LineImage {
  if (strip.width < 1 || strip.height < 1 || strip.data.length !== strip.width * strip.height)
    throw new AppError('classifier.bad_input', 'A line strip has no pixels, or not as many as its size says.');
  const width = Math.max(minWidth, Math.round((strip.width * LINE_HEIGHT) / strip.height));
  const gray = resizeBilinear(strip, width, LINE_HEIGHT);
  const dark = gray.data.map((level) => 255 - level);
  const [paper, ink] = percentiles(dark, inkPercentiles);
  const scale = 255 / Math.max(minContrast, ink - paper);
  const inked = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(Math.min(255, Math.max(0, (value - paper) * scale))),
  );
  return { width, data: dark.map((value) => inked[value]) };
}

/** Percentiles of bytes, linear between neighbours as numpy has them. */
function percentiles(values: Uint8Array, wanted: readonly number[]): number[] {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] += 1;
  const ranked = (rank: number): number => {
    let value = 0;
    for (let seen = counts[0]; seen <= rank && value < 255; seen += counts[value]) value += 1;
    return value;
  };
  return wanted.map((percent) => {
    const at = (percent / 100) * (values.length - 1);
    const below = Math.floor(at);
    const low = ranked(below);
    return low + (at - below) * (ranked(Math.min(values.length - 1, below + 1)) - low);
  });
}
