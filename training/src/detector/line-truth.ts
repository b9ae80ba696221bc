import { applyMap, type CleanPage, invertMap, type PageLayout, type Point } from '@longhand/core';
import { matchLines } from '../pages/match-lines.js';
import type { TrueLine } from '../pages/read-page-set.js';

/** A true line in pixels of the cleaned page. */
export interface LineTruth {
  /** From left to right. */
  baseline: readonly Point[];
  left: number;
  right: number;
  xHeightPx: number;
}

/** No hand writes lines of one page more than this many times larger or smaller than its usual. */
const maxApart = 1.6;
const LOOSE = { minPure: 0.6, minWhole: 0.6 };

/**
 * The lines of a page's ground truth in pixels of the cleaned page. Baselines are the annotators';
 * heights of small letters come from the line that the classical method found there, or are the
 * page's usual.
 */
export function truthOfPage(clean: CleanPage, layout: PageLayout, truth: readonly TrueLine[]): LineTruth[] {
  const toClean = invertMap(clean.toOriginal);
  const place = ([x, y]: readonly [number, number]): Point => applyMap(toClean, { x, y });
  const heights = heightsOf(layout, truth, scaleOf(clean));
  return truth.map((line, i) => {
    const xs = line.polygon.map((corner) => place(corner).x);
    return {
      baseline: line.baseline.map(place).toSorted((a, b) => a.x - b.x),
      left: Math.min(...xs),
      right: Math.max(...xs),
      xHeightPx: heights[i],
    };
  });
}

/** Height of the baseline at `x`, held level beyond its ends. */
export function baselineAt(baseline: readonly Point[], x: number): number {
  const next = baseline.findIndex((point) => point.x >= x);
  if (next < 0) return baseline[baseline.length - 1].y;
  if (next === 0) return baseline[0].y;
  const [a, b] = [baseline[next - 1], baseline[next]];
  return a.y + ((b.y - a.y) * (x - a.x)) / Math.max(1e-6, b.x - a.x);
}

function heightsOf(layout: PageLayout, truth: readonly TrueLine[], scale: number): number[] {
  const heights: (number | undefined)[] = truth.map(() => undefined);
  for (const [i, match] of matchLines(layout, truth, LOOSE).entries())
    if (match !== undefined) heights[match] = layout.lines[i].xHeightPx / scale;
  const known = heights.filter((height) => height !== undefined).toSorted((a, b) => a - b);
  const usual = known[known.length >> 1] ?? 15 / scale;
  return heights.map((height) => Math.min(maxApart * usual, Math.max(usual / maxApart, height ?? usual)));
}

/** Pixels of the original for one of the cleaned page. */
function scaleOf({ toOriginal, ink }: CleanPage): number {
  const middle = { x: ink.width / 2, y: ink.height / 2 };
  const [a, b] = [middle, { x: middle.x, y: middle.y + 100 }].map((point) => applyMap(toOriginal, point));
  return Math.hypot(a.x - b.x, a.y - b.y) / 100;
}
