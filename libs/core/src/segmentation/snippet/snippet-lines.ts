import type { Blob } from '../blob.js';
import { findLines } from '../find-lines.js';
import type { InkLine } from '../ink-line.js';
import { segmentationSettings } from '../segmentation-settings.js';

const { snippet } = segmentationSettings;

/**
 * The lines of an image with one or two lines: those of the ink density, without rows that are only
 * ascenders or descenders. A single line is straight, however uneven the ends of its letters, and
 * has all ink except the remains of its neighbours.
 */
export function snippetLines(
  blobs: readonly Blob[],
  page: { width: number; height: number },
  textHeightPx: number,
): InkLine[] {
  const found = findLines(blobs, page, textHeightPx);
  const byInk = found.toSorted((a, b) => inkOf(b) - inkOf(a));
  const middle = page.width / 2;
  const kept: InkLine[] = [];
  for (const line of byInk) {
    const apart = (own: InkLine) => Math.abs(own.middleAt(middle) - line.middleAt(middle));
    const isApart = kept.every((own) => apart(own) > snippet.minDistance * textHeightPx);
    if (isApart && inkOf(line) >= snippet.minShare * inkOf(byInk[0])) kept.push(line);
  }
  if (kept.length > 1) return found.filter((line) => kept.includes(line));
  const own = blobs.filter((blob) => !isRest(blob, page, textHeightPx));
  const all = own.length > 0 ? own : blobs;
  return all.length > 0 ? [{ blobs: [...all], middleAt: straightCourse(all) }] : [];
}

/**
 * Whether ink is the remains of a line above or below, cut off by the edge of the image: at the
 * edge, and too low for a letter.
 */
export function isRest({ y, height }: Blob, page: { height: number }, textHeightPx: number): boolean {
  return (y === 0 || y + height === page.height) && height < snippet.maxRest * textHeightPx;
}

const inkOf = ({ blobs }: InkLine): number => blobs.reduce((sum, { area }) => sum + area, 0);

/**
 * The straight line through the middle of the ink, by least squares over its pixels; level where
 * the ink has no clear direction.
 */
function straightCourse(blobs: readonly Blob[]): (x: number) => number {
  let [count, sumX, sumY, sumXx, sumXy] = [0, 0, 0, 0, 0];
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const { runs, x, y, width, height } of blobs) {
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + width),
      Math.max(bottom, y + height),
    ];
    for (let i = 0; i < runs.length; i += 3) {
      const length = runs[i + 2] - runs[i + 1];
      const middle = (runs[i + 1] + runs[i + 2]) / 2;
      count += length;
      sumX += length * middle;
      sumY += length * runs[i];
      sumXx += length * middle * middle;
      sumXy += length * middle * runs[i];
    }
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  const slope = (sumXy - count * meanX * meanY) / Math.max(1, sumXx - count * meanX * meanX);
  const isClear = right - left >= snippet.minLong * (bottom - top) && Math.abs(slope) >= snippet.minSlope;
  return isClear ? (x) => meanY + slope * (x - meanX) : () => meanY;
}
