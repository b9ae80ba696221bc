import type { BinaryImage } from './gray-image.js';

const longest = 255;

/**
 * The usual thickness of strokes in pixels: the smaller of the median lengths of level and of
 * upright runs of ink, seen on at most some 1,000 rows and columns. 0 on an empty picture.
 */
export function strokeWidthOf({ width, height, data }: BinaryImage): number {
  const upright = medianRun(data, { lines: width, apart: 1, length: height, step: width });
  const level = medianRun(data, { lines: height, apart: width, length: width, step: 1 });
  return Math.min(upright, level);
}

interface Raster {
  /** Number of lines to look along, and the distance of their first pixels. */
  lines: number;
  apart: number;
  /** Pixels of a line, and the distance of neighbours. */
  length: number;
  step: number;
}

function medianRun(data: Uint8Array, { lines, apart, length, step }: Raster): number {
  const counts = new Uint32Array(longest + 1);
  const skip = Math.max(1, Math.floor(lines / 1000));
  let total = 0;
  for (let line = skip >> 1; line < lines; line += skip) {
    let run = 0;
    for (let i = 0; i <= length; i++) {
      if (i < length && data[line * apart + i * step]) {
        run += 1;
      } else if (run > 0) {
        counts[Math.min(longest, run)] += 1;
        total += 1;
        run = 0;
      }
    }
  }
  let seen = 0;
  let median = 0;
  while (seen * 2 < total) seen += counts[++median];
  return median;
}
