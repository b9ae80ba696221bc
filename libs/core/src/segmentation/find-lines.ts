import { assignBlobs } from './assign-blobs.js';
import type { Blob } from './blob.js';
import { densityMap } from './density-map.js';
import type { InkLine } from './ink-line.js';
import { smoothTrace, traceLines } from './trace-lines.js';

/** Ink up to so many heights of writing away may be a line's own: the density's crest says little of where the letters stand. */
const reach = 1.3;

/**
 * Lines of writing, from top to bottom, without a network: the crests of the ink density, smoothed more along the line than across, and the blobs
 * nearest to each. `textHeightPx` is the page's usual height of a piece of writing.
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

/** From top to bottom; stretches of writing at about one height from left to right. */
export function inReadingOrder(lines: InkLine[], textHeightPx: number): InkLine[] {
  const placed = lines.map((line) => {
    const left = Math.min(...line.blobs.map((b) => b.x));
    const right = Math.max(...line.blobs.map((b) => b.x + b.width));
    return { line, left, y: line.middleAt((left + right) / 2) };
  });
  placed.sort((a, b) => a.y - b.y);
  const rows: (typeof placed)[] = [];
  for (const item of placed) {
    const row = rows[rows.length - 1];
    if (row && item.y - row[0].y < 0.4 * textHeightPx) row.push(item);
    else rows.push([item]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left).map((item) => item.line));
}
