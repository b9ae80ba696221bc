import type { Box } from './box.js';

/** Lines whose middles lie so few heights of the lower one apart stand in one row. */
const sameRow = 0.4;
/** Lines stand in one column when they share this much of the narrower one's width. */
const sameColumn = 0.3;

/**
 * Where a line that was missed belongs among lines whose reading order is known: behind what stands
 * above it in its column and to its left in its row, whatever other columns hold.
 * @param order boxes of the known lines in reading order
 * @returns the index at which to insert it, 0 to `order.length`
 */
export function placeInOrder(box: Box, order: readonly Box[]): number {
  const places = order.map((line, index) => ({ line, index }));
  const near = places.filter(({ line }) => areInColumn(line, box) || areInRow(line, box));
  const known = near.length > 0 ? near : places;
  const before = known.filter(({ line }) => isBefore(line, box)).map(({ index }) => index);
  if (before.length > 0) return behindRow(Math.max(...before), box, order);
  return known.length > 0 ? Math.min(...known.map(({ index }) => index)) : 0;
}

/** Behind a line, and behind the rest of its row where the box begins a row of its own. */
function behindRow(last: number, box: Box, order: readonly Box[]): number {
  let index = last + 1;
  if (areInRow(order[last], box)) return index;
  while (index < order.length && areInRow(order[index], order[last]) && isBefore(order[index], box)) index += 1;
  return order[index] && areInRow(order[index], box) ? index : last + 1;
}

const middleOf = ({ y, height }: Box): number => y + height / 2;

const areInRow = (a: Box, b: Box): boolean =>
  Math.abs(middleOf(a) - middleOf(b)) < sameRow * Math.min(a.height, b.height);

function areInColumn(a: Box, b: Box): boolean {
  const shared = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  return shared >= sameColumn * Math.min(a.width, b.width);
}

const isBefore = (a: Box, b: Box): boolean => (areInRow(a, b) ? a.x < b.x : middleOf(a) < middleOf(b));
