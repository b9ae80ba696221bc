import type { Box } from '../page/box.js';

/** A piece of ink by its box and the number of its pixels. */
type Piece = Pick<Box, 'width' | 'height'> & { area: number };

/**
 * The usual height of a piece of writing on a page in pixels: the median over the blobs, each counted as often as it is wide, so that words
 * written in one go count more than dots. 0 without blobs.
 */
export function textHeightOf(blobs: readonly Piece[], strokeWidthPx: number): number {
  const sizable = blobs.filter((b) => b.height >= 2 * strokeWidthPx || b.width >= 3 * strokeWidthPx);
  return weightedMedian(sizable.length > 0 ? sizable : blobs);
}

function weightedMedian(blobs: readonly Piece[]): number {
  const sorted = [...blobs].sort((a, b) => a.height - b.height);
  const half = sorted.reduce((sum, b) => sum + b.area, 0) / 2;
  let seen = 0;
  for (const blob of sorted) {
    seen += blob.area;
    if (seen >= half) return blob.height;
  }
  return 0;
}
