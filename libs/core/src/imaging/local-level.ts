import type { GrayImage } from './gray-image.js';

/** A coarse map of a picture's level: one value for each square of `cell` pixels. */
export interface LevelMap extends GrayImage {
  cell: number;
}

/**
 * The level of the surroundings of each place: the given quantile (0 to 1) of every cell, then the
 * median of the cells within `radius` cells. Strokes thinner than half the window leave no trace in
 * it, shadows and stains do.
 */
export function localLevel(gray: GrayImage, cell: number, quantile: number, radius: number): LevelMap {
  const cells = quantileOfCells(gray, cell, quantile);
  return { ...medianOfWindow(cells, radius), cell };
}

function quantileOfCells(gray: GrayImage, cell: number, quantile: number): GrayImage {
  const width = Math.ceil(gray.width / cell);
  const height = Math.ceil(gray.height / cell);
  const data = new Uint8Array(width * height);
  const bins = new Uint16Array(width * 64);
  for (let y = 0; y < height; y++) {
    bins.fill(0);
    const bottom = Math.min(gray.height, (y + 1) * cell);
    for (let sourceY = y * cell; sourceY < bottom; sourceY++) {
      let at = sourceY * gray.width;
      for (let x = 0; x < width; x++) {
        const end = sourceY * gray.width + Math.min(gray.width, (x + 1) * cell);
        const base = x * 64;
        for (; at < end; at++) bins[base + (gray.data[at] >> 2)] += 1;
      }
    }
    for (let x = 0; x < width; x++) {
      const pixels = (bottom - y * cell) * (Math.min(gray.width, (x + 1) * cell) - x * cell);
      const wanted = Math.max(1, Math.ceil(pixels * quantile));
      let seen = 0;
      let bin = -1;
      while (seen < wanted) seen += bins[x * 64 + ++bin];
      data[y * width + x] = Math.min(255, bin * 4 + 2);
    }
  }
  return { width, height, data };
}

/**
 * Median over a square window that is cut off at the edges, by a histogram that slides along each
 * row (T. Huang, 1979).
 */
function medianOfWindow(gray: GrayImage, radius: number): GrayImage {
  const { width, height, data } = gray;
  const out = new Uint8Array(data.length);
  const counts = new Uint32Array(256);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius);
    const bottom = Math.min(height - 1, y + radius);
    const [first, end, rows] = [top * width, (bottom + 1) * width, bottom - top + 1];
    counts.fill(0);
    let columns = Math.min(width, radius);
    for (let x = 0; x < columns; x++) for (let at = first + x; at < end; at += width) counts[data[at]] += 1;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) {
        for (let at = first + x + radius; at < end; at += width) counts[data[at]] += 1;
        columns += 1;
      }
      if (x - radius - 1 >= 0) {
        for (let at = first + x - radius - 1; at < end; at += width) counts[data[at]] -= 1;
        columns -= 1;
      }
      const half = (columns * rows + 1) >> 1;
      let seen = 0;
      let level = -1;
      while (seen < half) seen += counts[++level];
      out[y * width + x] = level;
    }
  }
  return { width, height, data: out };
}
