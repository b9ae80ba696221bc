import type { Box } from '../../page/box.js';
import type { BinaryImage } from '../gray-image.js';
import { tickSettings } from './tick-settings.js';

const { tickBox } = tickSettings;

/** What may be a box to tick, in pixels: its side, and the thickness of its outline. */
export interface SquareSize {
  min: number;
  max: number;
  outline: number;
}

/**
 * The square whose straight outline lies in this part of the picture, or undefined. Ticks may run
 * over the outline.
 */
export function findSquare(ink: BinaryImage, within: Box, size: SquareSize): Box | undefined {
  for (let y = within.y; y <= within.y + within.height - size.min; y++) {
    for (const run of runsOf(ink, y, within, size)) {
      for (const top of trimmed(ink, y, run, size)) {
        const box = squareUnder(ink, { y, top, bottom: within.y + within.height, size });
        if (box && standsAlone(ink, box)) return box;
      }
    }
  }
  return undefined;
}

interface Run {
  from: number;
  to: number;
}

/** The square whose upper side is this run in row `y`, or undefined. */
function squareUnder(
  ink: BinaryImage,
  { y, top: { from, to }, bottom, size }: { y: number; top: Run; bottom: number; size: SquareSize },
): Box | undefined {
  const width = to - from;
  const waver = waverOf(width, size);
  const hasSides = (height: number): boolean =>
    shareDown(ink, { x: from, y, height, reach: waver }) >= tickBox.minSide &&
    shareDown(ink, { x: to - 1, y, height, reach: -waver }) >= tickBox.minSide;
  if (!hasSides(Math.ceil(width * tickBox.minAspect))) return undefined;
  const last = Math.min(bottom, y + Math.floor(width / tickBox.minAspect)) - 1;
  for (let foot = last; foot >= y + width * tickBox.minAspect - 1; foot--) {
    const height = foot - y + 1;
    if (shareAcross(ink, { x: from, y: foot, width, reach: -waver }) >= tickBox.minSide && hasSides(height))
      return { x: from, y, width, height };
  }
  return undefined;
}

/**
 * A run, and without what a tick that runs over a corner adds to its ends: up to the first and the
 * last column with a side under it.
 */
function trimmed(ink: BinaryImage, y: number, { from, to }: Run, size: SquareSize): Run[] {
  const waver = waverOf(size.min, size);
  const hasSide = (x: number, reach: number): boolean =>
    shareDown(ink, { x, y, height: size.min, reach }) >= tickBox.minSide;
  let left = from;
  while (left < to - size.min && !hasSide(left, waver)) left += 1;
  let right = to;
  while (right > left + size.min && !hasSide(right - 1, -waver)) right -= 1;
  const all = [
    { from, to },
    { from: left, to: right },
  ];
  return all.filter((run, i) => run.to - run.from <= size.max && (i === 0 || left !== from || right !== to));
}

const waverOf = (width: number, { outline }: SquareSize): number =>
  Math.max(1, Math.min(outline, Math.round(tickBox.maxWaver * width)));

/** Stretches of ink in a row that are as long as a side. */
function runsOf({ width, data }: BinaryImage, y: number, within: Box, size: SquareSize): Run[] {
  const runs: Run[] = [];
  const end = within.x + within.width;
  for (let x = within.x; x < end; x++) {
    if (!data[y * width + x]) continue;
    const from = x;
    while (x < end && data[y * width + x]) x += 1;
    if (x - from >= size.min && x - from <= 2 * size.max) runs.push({ from, to: x });
  }
  return runs;
}

/**
 * Share of the rows with ink within `reach` columns of `x` (to the right, or to the left where it
 * is negative).
 */
function shareDown(
  ink: BinaryImage,
  { x, y, height, reach }: { x: number; y: number; height: number; reach: number },
): number {
  let count = 0;
  for (let row = y; row < y + height; row++) {
    for (let i = 0; i <= Math.abs(reach); i++) {
      if (!isInk(ink, x + Math.sign(reach) * i, row)) continue;
      count += 1;
      break;
    }
  }
  return count / height;
}

function shareAcross(
  ink: BinaryImage,
  { x, y, width, reach }: { x: number; y: number; width: number; reach: number },
): number {
  let count = 0;
  for (let column = x; column < x + width; column++) {
    for (let i = 0; i <= Math.abs(reach); i++) {
      if (!isInk(ink, column, y + Math.sign(reach) * i)) continue;
      count += 1;
      break;
    }
  }
  return count / width;
}

/** Two pixels beyond each side there is hardly any ink: the stem of a B has its bowls there. */
function standsAlone(ink: BinaryImage, { x, y, width, height }: Box): boolean {
  const beside = [
    shareDown(ink, { x: x - 2, y, height, reach: 0 }),
    shareDown(ink, { x: x + width + 1, y, height, reach: 0 }),
    shareAcross(ink, { x, y: y - 2, width, reach: 0 }),
    shareAcross(ink, { x, y: y + height + 1, width, reach: 0 }),
  ];
  return Math.max(...beside) <= tickBox.maxBeside && beside.reduce((a, b) => a + b) / 4 <= tickBox.maxBesideInAll;
}

function isInk({ width, height, data }: BinaryImage, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
}
