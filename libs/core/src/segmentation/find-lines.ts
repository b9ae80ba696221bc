import { assignBlobs } from './assign-blobs.js';
import type { Blob } from './blob.js';
import { densityMap } from './density-map.js';
import type { InkLine } from './ink-line.js';
import { inReadingOrder } from './reading-order.js';
import { smoothTrace, traceLines } from './trace-lines.js';

/**
 * Ink up to so many heights of writing away may be a line's own: the density's crest says little of
 * where the letters stand.
 */
const reach = 1.3;

/**
 * Lines of writing, in reading order, without a network: the crests of the ink density, smoothed
 * more along the line than across, and the blobs nearest to each. `textHeightPx` is the page's
 * usual height of a piece of writing.
 */
export function findLines(
  blobs: readonly Blob[],
  page: { width: number; height: number },
  textHeightPx: number,
): InkLine[] {
  if (blobs.length === 0) return [];
  const cell = Math.max(1, Math.round(textHeightPx / 10));
  const height = textHeightPx / cell;
  const map = densityMap(blobs, page, cell, {
    across: Math.max(1, Math.round(height * 1.2)),
    down: Math.max(1, Math.round(height * 0.28)),
  });
  const traces = traceLines(map, height * 5, height * 0.5).map((t) => smoothTrace(t, Math.round(height * 3)));
  const courses = traces.map((trace) => ({ trace, textHeightPx, reach, aside: 0 }));
  return inReadingOrder(assignBlobs(blobs, courses, cell).lines, textHeightPx);
}
