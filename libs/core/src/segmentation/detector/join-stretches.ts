import type { LineTrace } from '../trace-lines.js';
import { detectorSettings } from './detector-settings.js';

const { lineCourse } = detectorSettings;

export interface StretchLimits {
  /** Height of writing, cells. */
  height: number;
  /** Stretches of one line lie at most so many heights apart. */
  widestGap: number;
}

interface Pair {
  left: LineTrace;
  right: LineTrace;
}

const endOf = ({ from, ys }: LineTrace): number => from + ys.length;
const lastOf = ({ ys }: LineTrace): number => ys[ys.length - 1];

/**
 * Joins stretches of writing across wide gaps: a label with its boxes far to the right, a word
 * after a long space. If many stretches end at a gap and few of them continue across it at the same
 * height, the gap separates two columns or two sheets, and nothing is joined.
 */
export function joinStretches(stretches: readonly LineTrace[], { height, widestGap }: StretchLimits): LineTrace[] {
  const byStart = [...stretches].sort((a, b) => a.from - b.from);
  const pairs = pairsOf(byStart, height, widestGap);
  const joined = new Map(
    pairs.filter((pair) => isOneRow(pair, pairs, stretches, height)).map(({ left, right }) => [left, right]),
  );
  const continued = new Set(joined.values());
  return byStart
    .filter((trace) => !continued.has(trace))
    .map((first) => {
      let whole = first;
      for (let next = joined.get(first); next; next = joined.get(next)) whole = across(whole, next);
      return whole;
    });
}

/** Each stretch with the nearest one that may go on with it. */
function pairsOf(byStart: readonly LineTrace[], height: number, widestGap: number): Pair[] {
  const taken = new Set<LineTrace>();
  const pairs: Pair[] = [];
  for (const right of byStart) {
    let left: LineTrace | undefined;
    for (const one of byStart) {
      const gap = right.from - endOf(one);
      if (one === right || taken.has(one) || gap < 0 || gap > widestGap * height) continue;
      if (Math.abs(right.ys[0] - lastOf(one)) > lineCourse.rowDrift * height) continue;
      if (!left || endOf(one) > endOf(left)) left = one;
    }
    if (!left) continue;
    taken.add(left);
    pairs.push({ left, right });
  }
  return pairs;
}

function isOneRow(
  { left, right }: Pair,
  pairs: readonly Pair[],
  stretches: readonly LineTrace[],
  height: number,
): boolean {
  const middle = (endOf(left) + right.from) / 2;
  const y = (lastOf(left) + right.ys[0]) / 2;
  const isNear = (at: number) => Math.abs(at - y) <= lineCourse.around * height;
  const long = stretches.filter(({ ys }) => ys.length >= height);
  const [from, to] = [middle - height, middle + height];
  const ending = long.filter(
    (one) => isNear(lastOf(one)) && endOf(one) <= to && endOf(one) > middle - lineCourse.around * height,
  );
  const starting = long.filter(
    (one) => isNear(one.ys[0]) && one.from >= from && one.from < middle + lineCourse.around * height,
  );
  const rows = Math.min(ending.length, starting.length);
  if (rows < lineCourse.minRows) return true;
  const through = long.filter((one) => isNear(one.ys[0]) && one.from < from && endOf(one) > to).length;
  const paired = pairs.filter(
    (pair) => isNear(lastOf(pair.left)) && endOf(pair.left) <= to && pair.right.from >= from,
  ).length;
  return paired + through >= lineCourse.minPaired * (rows + through);
}

/** Both as one, with a straight course over the gap. */
function across(left: LineTrace, right: LineTrace): LineTrace {
  const gap = right.from - endOf(left);
  const last = lastOf(left);
  const bridge = Array.from({ length: gap }, (_, i) => last + ((right.ys[0] - last) * (i + 1)) / (gap + 1));
  return { from: left.from, ys: [...left.ys, ...bridge, ...right.ys], weight: left.weight + right.weight };
}
