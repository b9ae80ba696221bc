import type { Box } from '../../page/box.js';
import { tickSettings } from './tick-settings.js';

const { tickBox } = tickSettings;

/**
 * Those of the boxes that stand in rows without a label in between: the letters of a name or number
 * are written in them, one in each.
 */
export function letterBoxes(boxes: readonly Box[]): Set<Box> {
  const found = new Set<Box>();
  const fromLeft = boxes.toSorted((a, b) => a.x - b.x);
  for (const first of fromLeft) {
    if (found.has(first)) continue;
    const row = [first];
    for (const box of fromLeft) if (isNext(row[row.length - 1], box)) row.push(box);
    if (row.length >= tickBox.minRow) for (const box of row) found.add(box);
  }
  return found;
}

function isNext(a: Box, b: Box): boolean {
  const gap = b.x - a.x - a.width;
  return (
    b.x > a.x &&
    gap <= tickBox.maxGap * a.width &&
    Math.abs(b.y - a.y) <= tickBox.likeness * a.height &&
    Math.abs(b.width - a.width) <= tickBox.likeness * a.width
  );
}
