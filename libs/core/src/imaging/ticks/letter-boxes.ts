import type { Box } from '../../page/box.js';

/** Boxes of one row differ by at most so much of a side in size and height. */
const likeness = 0.25;
/** Boxes to write letters in stand so close, in sides; a box to tick has its label in between. */
const maxGap = 0.6;
/** So many beside each other are a field. */
const minRow = 3;

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
    if (row.length >= minRow) for (const box of row) found.add(box);
  }
  return found;
}

function isNext(a: Box, b: Box): boolean {
  const gap = b.x - a.x - a.width;
  return (
    b.x > a.x &&
    gap <= maxGap * a.width &&
    Math.abs(b.y - a.y) <= likeness * a.height &&
    Math.abs(b.width - a.width) <= likeness * a.width
  );
}
