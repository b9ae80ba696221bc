import type { Box, DetectorInput } from '@longhand/core';
import { baselineAt, type LineTruth } from './line-truth.js';

/** Bits of a label: what a cell of the detector's maps shows. `unknown` cells teach nothing. */
export const LABELS = { core: 1, border: 2, ruled: 4, unknown: 8 } as const;

/** Lines further apart than this many heights of small letters need no border to be told apart. */
const farApart = 5;

/**
 * The maps that the detector should give for a page: [height / 2, width / 2] labels. The core of a
 * line reaches from its baseline up to the height of its small letters, the border is the middle
 * third of the gap between two cores. `elsewhere` are boxes of writing that the ground truth does
 * not tell of; everything in pixels of the page.
 */
export function drawLabels(
  { width, height, factor }: Pick<DetectorInput, 'width' | 'height' | 'factor'>,
  lines: readonly LineTruth[],
  elsewhere: readonly Box[],
): Uint8Array {
  const [columns, rows] = [width / 2, height / 2];
  const cell = 2 * factor;
  const labels = new Uint8Array(columns * rows);
  const fill = (column: number, from: number, to: number, label: number): void => {
    for (let row = Math.max(0, from); row < Math.min(rows, to); row++) labels[row * columns + column] |= label;
  };
  for (const { x, y, width: wide, height: high } of elsewhere)
    for (let column = Math.max(0, Math.floor(x / cell)); column < Math.min(columns, (x + wide) / cell); column++)
      fill(column, Math.floor(y / cell), Math.ceil((y + high) / cell), LABELS.unknown);
  for (let column = 0; column < columns; column++) {
    const x = (column + 0.5) * cell;
    const cores = lines
      .filter(({ left, right }) => x >= left && x < right)
      .map((line) => coreAt(line, x, cell))
      .toSorted((a, b) => a.bottom - b.bottom);
    for (const [i, core] of cores.entries()) {
      fill(column, core.top, core.bottom, LABELS.core);
      const next = cores[i + 1];
      if (!next || next.top - core.bottom > farApart * (core.bottom - core.top)) continue;
      const gap = Math.max(1, next.top - core.bottom);
      const from = Math.round((core.bottom + next.top) / 2 - Math.max(1, gap / 3) / 2);
      fill(column, from, from + Math.max(1, Math.round(gap / 3)), LABELS.border);
    }
  }
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] & LABELS.border) labels[at] &= ~LABELS.core;
    if (labels[at] & (LABELS.core | LABELS.border)) labels[at] &= ~LABELS.unknown;
  }
  return labels;
}

/** Rows [top, bottom) of a line's core in a column, two at least. */
function coreAt({ baseline, xHeightPx }: LineTruth, x: number, cell: number): { top: number; bottom: number } {
  const bottom = Math.round(baselineAt(baseline, x) / cell);
  return { top: bottom - Math.max(2, Math.round(xHeightPx / cell)), bottom };
}

/**
 * Marks as ruled the cells that are dark in `before` and light in `after`: the same page before and
 * after its rules were erased.
 */
export function labelRules(labels: Uint8Array, before: Uint8Array, after: Uint8Array, width: number): void {
  const columns = width / 2;
  for (let at = 0; at < labels.length; at++) {
    const corner = 2 * Math.floor(at / columns) * width + 2 * (at % columns);
    const places = [corner, corner + 1, corner + width, corner + width + 1];
    const [dark, left] = [before, after].map((ink) => Math.max(...places.map((place) => ink[place])));
    if (dark >= 60 && left < 40) labels[at] |= LABELS.ruled;
  }
}
