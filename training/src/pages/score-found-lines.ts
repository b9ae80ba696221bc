import { applyMap, type CleanPage, invertMap, type LayoutLine, mapBox, type PageLayout } from '@longhand/core';
import { drawLabelMap, labelAt } from './label-map.js';
import type { TrueLine } from './read-page-set.js';

/** How well the found lines of a page are the true ones; sums over pages add up. */
export interface LineScore {
  truths: number;
  /** Found lines whose ink lies in transcribed lines for the most part. */
  found: number;
  /**
   * Found lines of what nobody transcribed (print, stamps, signatures): neither right nor wrong.
   */
  elsewhere: number;
  /** One-to-one matches by overlap of ink (intersection over union), for each of `bounds`. */
  matched: number[];
}

/**
 * Matches found and true lines one to one by their ink: a match where the ink that both have is at
 * least `bound` of the ink that either has. True lines have all ink in their polygon, found lines
 * that in the boxes of their pieces.
 */
export function scoreFoundLines(
  layout: PageLayout,
  clean: CleanPage,
  truth: readonly TrueLine[],
  bounds: readonly number[],
): LineScore {
  const map = drawLabelMap(
    layout.widthPx,
    layout.heightPx,
    truth.map((line) => line.polygon),
  );
  const { ink, toOriginal } = clean;
  const label = (x: number, y: number) => {
    const at = applyMap(toOriginal, { x: x + 0.5, y: y + 0.5 });
    return labelAt(map, at.x, at.y);
  };
  const wholes = new Float64Array(truth.length + 1);
  for (let y = 0; y < ink.height; y++)
    for (let x = 0; x < ink.width; x++) if (ink.data[y * ink.width + x] === 1) wholes[label(x, y)] += 1;
  const toClean = invertMap(toOriginal);
  const shares = layout.lines.map((line) => {
    const own = new Float64Array(truth.length + 1);
    const seen = new Set<number>();
    for (const box of piecesOf(line).map((piece) => mapBox(toClean, piece))) {
      for (let y = Math.max(0, Math.round(box.y)); y < Math.min(ink.height, Math.round(box.y + box.height)); y++)
        for (let x = Math.max(0, Math.round(box.x)); x < Math.min(ink.width, Math.round(box.x + box.width)); x++) {
          const at = y * ink.width + x;
          if (ink.data[at] !== 1 || seen.has(at)) continue;
          seen.add(at);
          own[label(x, y)] += 1;
        }
    }
    return own;
  });
  const within = shares.filter((own) => own[0] <= 0.5 * sumOf(own));
  const pairs = within
    .map((own) => {
      const best = own.subarray(1).indexOf(Math.max(...own.subarray(1))) + 1;
      return { best, overlap: own[best] / Math.max(1, sumOf(own) + wholes[best] - own[best]) };
    })
    .toSorted((a, b) => b.overlap - a.overlap);
  const taken = new Set<number>();
  const overlaps: number[] = [];
  for (const { best, overlap } of pairs) {
    if (taken.has(best)) continue;
    taken.add(best);
    overlaps.push(overlap);
  }
  return {
    truths: truth.length,
    found: within.length,
    elsewhere: shares.length - within.length,
    matched: bounds.map((bound) => overlaps.filter((overlap) => overlap >= bound).length),
  };
}

/** Harmonic mean of the share of found lines that are right and of true lines that were found. */
export function fMeasure({ truths, found, matched }: LineScore, bound: number): number {
  return truths + found === 0 ? 1 : (2 * matched[bound]) / (truths + found);
}

export function addScores(a: LineScore, b: LineScore): LineScore {
  return {
    truths: a.truths + b.truths,
    found: a.found + b.found,
    elsewhere: a.elsewhere + b.elsewhere,
    matched: a.matched.map((count, i) => count + b.matched[i]),
  };
}

const piecesOf = ({ words }: LayoutLine) =>
  words.flatMap(({ windows }) => windows.filter((w) => w.to === w.from + 1).map(({ box }) => box));
const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
