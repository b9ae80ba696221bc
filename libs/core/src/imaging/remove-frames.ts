import { type Component, type ComponentSet, connectedComponents } from './connected-components.js';
import type { BinaryImage } from './gray-image.js';
import { imagingSettings } from './imaging-settings.js';

const { frame } = imagingSettings;

/**
 * Erases boxes, comb fields and table grids, in place: components that have straight ink along all
 * four sides of their bounding box, or along three where they are wide (a comb). Separators that
 * reach from side to side go too; what was written inside or across stays, since only thin
 * cross-sections are erased. The page has to be deskewed.
 */
export function removeFrames(ink: BinaryImage, strokeWidthPx: number): void {
  const thickness = Math.max(3, Math.round(strokeWidthPx * frame.maxStrokes));
  const least = 6 * thickness;
  const set = connectedComponents(ink);
  for (const component of set.components) {
    const { width, height, area } = component;
    if (width < least || height < least || area > frame.maxFilled * width * height) continue;
    const bars = barsOf(set, component, thickness);
    if (!bars) continue;
    for (const y of bars.rows) eraseRow(ink, component, y, thickness);
    for (const x of bars.columns) eraseColumn(ink, component, x, thickness);
  }
}

/**
 * Rows and columns of a component that are ink from side to side, when the outermost ones are among
 * them as in a frame or comb.
 */
function barsOf(
  set: ComponentSet,
  component: Component,
  thickness: number,
): { rows: number[]; columns: number[] } | undefined {
  const { x, y, width, height } = component;
  const inRow = new Uint32Array(height);
  const inColumn = new Uint32Array(width);
  for (let run = component.firstRun; run >= 0; run = set.runs.next[run]) {
    inRow[set.runs.y[run] - y] += set.runs.to[run] - set.runs.from[run];
    for (let at = set.runs.from[run]; at < set.runs.to[run]; at++) inColumn[at - x] += 1;
  }
  const rows = fullLines(inRow, frame.minSide * width);
  const columns = fullLines(inColumn, frame.minSide * height);
  const atStart = (lines: number[]): boolean => lines.length > 0 && lines[0] <= thickness;
  const atEnd = (lines: number[], length: number): boolean =>
    lines.length > 0 && lines[lines.length - 1] >= length - 1 - thickness;
  // A comb is open above (or below) and wide; no letter looks like that.
  const isClosed = atStart(rows) && atEnd(rows, height);
  const isComb = width >= 3 * height && (atStart(rows) || atEnd(rows, height));
  return (isClosed || isComb) && atStart(columns) && atEnd(columns, width)
    ? { rows: rows.map((row) => row + y), columns: columns.map((column) => column + x) }
    : undefined;
}

function fullLines(counts: Uint32Array, least: number): number[] {
  return Array.from(counts.keys()).filter((i) => counts[i] >= least);
}

/** Erases the ink that crosses row `row` where it is no thicker than a rule. */
function eraseRow(
  { width, height, data }: BinaryImage,
  { x, width: span }: Component,
  row: number,
  thickness: number,
): void {
  for (let column = x; column < x + span; column++) {
    if (!data[row * width + column]) continue;
    let top = row;
    while (top > 0 && data[(top - 1) * width + column]) top -= 1;
    let bottom = row;
    while (bottom < height - 1 && data[(bottom + 1) * width + column]) bottom += 1;
    if (bottom - top + 1 > thickness + 1) continue;
    for (let at = top; at <= bottom; at++) data[at * width + column] = 0;
  }
}

/** The same for a column. */
function eraseColumn(
  { width, data }: BinaryImage,
  { y, height: span }: Component,
  column: number,
  thickness: number,
): void {
  for (let row = y; row < y + span; row++) {
    if (!data[row * width + column]) continue;
    let left = column;
    while (left > 0 && data[row * width + left - 1]) left -= 1;
    let right = column;
    while (right < width - 1 && data[row * width + right + 1]) right += 1;
    if (right - left + 1 > thickness + 1) continue;
    data.fill(0, row * width + left, row * width + right + 1);
  }
}
