import type { BinaryImage } from './gray-image.js';

const longest = 255;

/**
 * The usual thickness of strokes in pixels: the smaller of the median lengths of level and of
 * upright runs of ink, seen on at most some 1,000 rows and columns. 0 on an empty picture.
 */
export function strokeWidthOf(ink: BinaryImage): number {
  return Math.min(uprightRun(ink), levelRun(ink));
}

/** Every n-th of so many rows or columns, from the middle of the first n. */
const skipOf = (lines: number): number => Math.max(1, Math.floor(lines / 1000));

function levelRun({ width, height, data }: BinaryImage): number {
  const counts = new Uint32Array(longest + 1);
  const skip = skipOf(height);
  for (let y = skip >> 1; y < height; y += skip) {
    let run = 0;
    for (let at = y * width; at < (y + 1) * width; at++) {
      if (data[at] !== 0) run += 1;
      else if (run > 0) {
        counts[Math.min(longest, run)] += 1;
        run = 0;
      }
    }
    if (run > 0) counts[Math.min(longest, run)] += 1;
  }
  return medianOf(counts);
}

/** Row by row, as the pixels lie, with the run that each column is in. */
function uprightRun({ width, height, data }: BinaryImage): number {
  const counts = new Uint32Array(longest + 1);
  const skip = skipOf(width);
  const runs = new Uint32Array(width);
  for (let y = 0; y <= height; y++) {
    const row = y * width;
    for (let x = skip >> 1; x < width; x += skip) {
      if (y < height && data[row + x] !== 0) runs[x] += 1;
      else if (runs[x] > 0) {
        counts[Math.min(longest, runs[x])] += 1;
        runs[x] = 0;
      }
    }
  }
  return medianOf(counts);
}

function medianOf(counts: Uint32Array): number {
  const total = counts.reduce((a, b) => a + b, 0);
  let seen = 0;
  let median = 0;
  while (seen * 2 < total) seen += counts[++median];
  return median;
}
