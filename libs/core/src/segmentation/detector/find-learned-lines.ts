import { assignBlobs } from '../assign-blobs.js';
import type { Blob } from '../blob.js';
import { findLines, type InkLine, inReadingOrder } from '../find-lines.js';
import { linkCrests, smoothTrace } from '../trace-lines.js';
import { coreRuns } from './core-runs.js';
import type { LineMaps } from './line-maps.js';
import { withoutRules } from './without-rules.js';

/** Writing with its ascenders and descenders is this many times as high as its small letters. */
const textPerCore = 2.2;
/** A trace needs this mean probability, and a length of so many times its own thickness. */
const leastMean = 0.5;
const leastLength = 1;
/** Ink that the detector calls no line is taken as one all the same where it is so much wider than high and has so many pieces. */
const leastWide = 3;
const leastPieces = 4;

/**
 * Lines of writing, from top to bottom, along the cores that the line detector sees; each has its own size, so that small print beside large writing keeps
 * its lines. Ink far from every core goes the classical way, and counts where it looks like a line of writing.
 */
export function findLearnedLines(
  blobs: readonly Blob[],
  page: { width: number; height: number },
  textHeightPx: number,
  maps: LineMaps,
): InkLine[] {
  const writing = withoutRules(blobs, maps);
  const height = textHeightPx / maps.cell;
  const columns = coreRuns(maps);
  const traces = linkCrests(columns, height * 5, height * 0.5);
  const courses = traces
    .map((trace) => {
      const { thickness, mean } = measureTrace(trace, columns);
      return { trace: smoothTrace(trace, Math.round(height)), thickness, mean };
    })
    .filter(({ trace, thickness, mean }) => mean >= leastMean && trace.ys.length >= leastLength * thickness)
    .map(({ trace, thickness }) => ({ trace, textHeightPx: textPerCore * thickness * maps.cell }));
  const { lines, leftOver } = assignBlobs(writing, courses, maps.cell);
  const others = findLines(leftOver, page, textHeightPx).filter(looksLikeWriting);
  return inReadingOrder([...lines, ...others], textHeightPx);
}

/** Mean thickness of the core along a trace, cells, and its mean probability. */
function measureTrace(
  { from, ys, weight }: { from: number; ys: readonly number[]; weight: number },
  columns: ReturnType<typeof coreRuns>,
): { thickness: number; mean: number } {
  let [sum, count] = [0, 0];
  for (const [i, y] of ys.entries()) {
    const own = columns[from + i].find((run) => run.y === y);
    if (!own) continue;
    sum += own.thickness;
    count += 1;
  }
  return { thickness: sum / Math.max(1, count), mean: weight / Math.max(1, count) };
}

function looksLikeWriting({ blobs }: InkLine): boolean {
  const left = Math.min(...blobs.map(({ x }) => x));
  const right = Math.max(...blobs.map(({ x, width }) => x + width));
  const highest = Math.max(...blobs.map(({ height }) => height));
  const letters = blobs.filter(({ height }) => height >= 0.4 * highest);
  return letters.length >= leastPieces && right - left >= leastWide * highest;
}
