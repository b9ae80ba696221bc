import type { InkLine } from './ink-line.js';
import { segmentationSettings } from './segmentation-settings.js';

const { order } = segmentationSettings;

interface Placed {
  line: InkLine;
  left: number;
  right: number;
  y: number;
}

/**
 * Lines in reading order: columns and facing pages one after another from left to right, and lines
 * across them before the columns below and after those above; within a column from top to bottom,
 * and stretches at one height from left to right. Blocks are split first at the widest gutter and
 * then inside (the recursive cut of G. Nagy and S. Seth, 1984, with lines that may cross).
 */
export function inReadingOrder(lines: readonly InkLine[], textHeightPx: number): InkLine[] {
  const placed = lines.map((line): Placed => {
    const left = Math.min(...line.blobs.map((b) => b.x));
    const right = Math.max(...line.blobs.map((b) => b.x + b.width));
    return { line, left, right, y: line.middleAt((left + right) / 2) };
  });
  return orderBlock(placed, textHeightPx).map(({ line }) => line);
}

function orderBlock(block: readonly Placed[], textHeightPx: number): Placed[] {
  const gutter = widestGutter(block, textHeightPx);
  if (gutter === undefined) return byRows(block, textHeightPx);
  const across = block.filter((one) => one.left < gutter && one.right > gutter).toSorted((a, b) => a.y - b.y);
  const ordered: Placed[] = [];
  let rest = block.filter((one) => !across.includes(one));
  for (const bar of [...across, undefined]) {
    const above = rest.filter(({ y }) => bar === undefined || y < bar.y);
    rest = rest.filter((one) => !above.includes(one));
    for (const side of [above.filter(({ right }) => right <= gutter), above.filter(({ left }) => left >= gutter)])
      ordered.push(...orderBlock(side, textHeightPx));
    if (bar) ordered.push(bar);
  }
  return ordered;
}

/** The middle of the widest stretch of paper with columns on both sides. */
function widestGutter(block: readonly Placed[], textHeightPx: number): number | undefined {
  let best: number | undefined;
  let widest = order.minGutter * textHeightPx;
  for (const start of block) {
    const right = block.filter(({ left }) => left >= start.right);
    if (right.length < order.minRows) continue;
    const to = Math.min(...right.map(({ left }) => left));
    const width = to - start.right;
    if (width < widest) continue;
    const left = block.filter((one) => one.right <= start.right);
    const across = block.length - left.length - right.length;
    if (left.length < order.minRows || across > order.maxAcross * block.length) continue;
    if (!areBeside(left, right) || !haveOneEdge(right, textHeightPx)) continue;
    if (areRowsOfCells(left, right, textHeightPx)) continue;
    widest = width;
    best = (start.right + to) / 2;
  }
  return best;
}

function areBeside(left: readonly Placed[], right: readonly Placed[]): boolean {
  const [a, b] = [left, right].map((side) => {
    const ys = side.map(({ y }) => y);
    return { top: Math.min(...ys), bottom: Math.max(...ys) };
  });
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared >= order.minBeside * Math.min(a.bottom - a.top, b.bottom - b.top);
}

/**
 * A label and its answer, or the cells of a table: short, and row beside row. They are read across,
 * not down.
 */
function areRowsOfCells(left: readonly Placed[], right: readonly Placed[], textHeightPx: number): boolean {
  const pairedShare = (side: readonly Placed[], other: readonly Placed[]): number =>
    side.filter(({ y }) => other.some((one) => Math.abs(one.y - y) < order.sameRow * textHeightPx)).length /
    side.length;
  if (pairedShare(left, right) < order.minPaired || pairedShare(right, left) < order.minPaired) return false;
  return [left, right].some((side) => {
    const widths = side.map((one) => one.right - one.left).toSorted((a, b) => a - b);
    return widths[widths.length >> 1] < order.maxCellWidth * textHeightPx;
  });
}

function haveOneEdge(column: readonly Placed[], textHeightPx: number): boolean {
  const lefts = column.map(({ left }) => left).toSorted((a, b) => a - b);
  const reach = order.edgeHeights * textHeightPx;
  return lefts.some(
    (edge) => lefts.filter((x) => x >= edge && x <= edge + reach).length >= order.minAligned * lefts.length,
  );
}

function byRows(block: readonly Placed[], textHeightPx: number): Placed[] {
  const rows: Placed[][] = [];
  for (const item of block.toSorted((a, b) => a.y - b.y)) {
    const row = rows[rows.length - 1];
    if (row && item.y - row[0].y < order.sameRow * textHeightPx) row.push(item);
    else rows.push([item]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left));
}
