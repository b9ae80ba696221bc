import { assignBlobs } from './assign-blobs.js';
import type { Blob } from './blob.js';
import { densityMap } from './density-map.js';
import type { InkLine } from './ink-line.js';
import { inReadingOrder } from './reading-order.js';
import { smoothTrace, traceLines } from './trace-lines.js';
import { segmentationSettings } from './segmentation-settings.js';

const { lineFinder } = segmentationSettings;

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
    across: Math.max(1, Math.round(height * lineFinder.smoothAcross)),
    down: Math.max(1, Math.round(height * lineFinder.smoothDown)),
  });
  const traces = traceLines(map, height * lineFinder.maxGap, height * lineFinder.maxDrift).map((t) =>
    smoothTrace(t, Math.round(height * lineFinder.smoothCourse)),
  );
  const courses = traces.map((trace) => ({ trace, textHeightPx, reach: lineFinder.reach, aside: 0 }));
  return inReadingOrder(assignBlobs(blobs, courses, cell).lines, textHeightPx);
}
