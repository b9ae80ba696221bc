import type { LayoutLine, PageLayout } from '@longhand/core';
import { drawLabelMap, labelAt } from './label-map.js';
import type { TrueLine } from './read-page-set.js';

export interface MatchBounds {
  /** Share of the found line's ink that lies in the true line. */
  minPure: number;
  /** Share of the ink in the true line's polygon that the found line has. */
  minWhole: number;
}

/** Ink of a line by its pieces: their middles and areas, px of the original. */
function piecesOf({ words }: LayoutLine): { x: number; y: number; area: number }[] {
  const boxes = words.flatMap(({ windows }) => windows.filter((w) => w.to === w.from + 1).map(({ box }) => box));
  return boxes.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2, area: width * height }));
}

/**
 * Which true line each found line is: index into `truth`, or undefined where it is a part of one,
 * several in one, or something else. Pieces of ink count by the area of their boxes and belong to
 * the polygon in which their middle lies.
 */
export function matchLines(
  layout: PageLayout,
  truth: readonly TrueLine[],
  { minPure, minWhole }: MatchBounds,
): (number | undefined)[] {
  const map = drawLabelMap(
    layout.widthPx,
    layout.heightPx,
    truth.map((line) => line.polygon),
  );
  const wholes = new Float64Array(truth.length + 1);
  const shares = layout.lines.map((line) => {
    const own = new Float64Array(truth.length + 1);
    for (const { x, y, area } of piecesOf(line)) own[labelAt(map, x, y)] += area;
    own.forEach((area, label) => {
      wholes[label] += area;
    });
    return own;
  });
  return shares.map((own) => {
    const all = own.reduce((sum, area) => sum + area, 0);
    const best = own.indexOf(Math.max(...own));
    const isOne = best > 0 && own[best] >= minPure * all && own[best] >= minWhole * wholes[best];
    return isOne ? best - 1 : undefined;
  });
}
