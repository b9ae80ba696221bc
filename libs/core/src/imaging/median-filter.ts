import type { GrayImage } from './gray-image.js';

/**
 * 3 x 3 median: takes out salt and pepper and keeps edges. Border pixels see their nearest
 * neighbours twice. Every column of three is sorted once and shared by its three windows: the
 * median of nine is the middle one of the greatest low, the middle mid and the least high (J. L.
 * Smith, 1996).
 */
export function medianFilter(gray: GrayImage): GrayImage {
  const { width, height, data } = gray;
  const out = new Uint8Array(width * height);
  const low = new Uint8Array(width + 2);
  const mid = new Uint8Array(width + 2);
  const high = new Uint8Array(width + 2);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const here = y * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const a = data[above + x];
      const b = data[here + x];
      const c = data[below + x];
      const least = a < b ? a : b;
      const most = a < b ? b : a;
      low[x + 1] = least < c ? least : c;
      high[x + 1] = most > c ? most : c;
      mid[x + 1] = c < least ? least : c > most ? most : c;
    }
    for (const column of [low, mid, high]) {
      column[0] = column[1];
      column[width + 1] = column[width];
    }
    for (let x = 0; x < width; x++) {
      let greatestLow = low[x] > low[x + 1] ? low[x] : low[x + 1];
      if (low[x + 2] > greatestLow) greatestLow = low[x + 2];
      let minHigh = high[x] < high[x + 1] ? high[x] : high[x + 1];
      if (high[x + 2] < minHigh) minHigh = high[x + 2];
      const middle = middleOf(mid[x], mid[x + 1], mid[x + 2]);
      out[here + x] = middleOf(greatestLow, middle, minHigh);
    }
  }
  return { width, height, data: out };
}

function middleOf(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
