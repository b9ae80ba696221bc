import type { Box, Point } from './box.js';

/** Quarter turns of a page, clockwise. */
export const quarterTurns = [90, 180, 270] as const;
export type QuarterTurn = (typeof quarterTurns)[number];

interface PageSize {
  width: number;
  height: number;
}

/**
 * The position of a point after its page is turned clockwise about its centre and moved back to the
 * origin.
 * @param page size before the turn, in the same unit as the point
 */
export function turnPoint({ x, y }: Point, degrees: QuarterTurn, page: PageSize): Point {
  if (degrees === 90) return { x: page.height - y, y: x };
  if (degrees === 180) return { x: page.width - x, y: page.height - y };
  return { x: y, y: page.width - x };
}

/** As turnPoint, for an axis-parallel box; a quarter turn swaps its width and height. */
export function turnBox({ x, y, width, height }: Box, degrees: QuarterTurn, page: PageSize): Box {
  const a = turnPoint({ x, y }, degrees, page);
  const b = turnPoint({ x: x + width, y: y + height }, degrees, page);
  const turned = degrees === 180 ? { width, height } : { width: height, height: width };
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), ...turned };
}
