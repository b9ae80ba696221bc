import type { Box } from '../page/box.js';
import { weightedMedian } from '../weighted-median.js';

/** A piece of ink by its box and the number of its pixels. */
type Piece = Pick<Box, 'width' | 'height'> & { area: number };

/**
 * The usual height of a piece of writing on a page in pixels: the median over the blobs, each
 * counted as often as it is wide, so that words written in one go count more than dots. 0 without
 * blobs.
 */
export function textHeightOf(blobs: readonly Piece[], strokeWidthPx: number): number {
  const sizable = blobs.filter((b) => b.height >= 2 * strokeWidthPx || b.width >= 3 * strokeWidthPx);
  const counted = sizable.length > 0 ? sizable : blobs;
  return weightedMedian(counted.map(({ height, area }) => ({ value: height, weight: area })));
}
