import type { CtcLattice } from './ctc-lattice.js';
import type { LogRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';

/** Classes that stay below this in every frame where a character may stand are not weighed against it. */
const minRival = Math.log(1e-3);

/** What the language model adds when class `rival` stands at place `i` of the target, 0 for the deletion; a natural logarithm. */
export type RivalBias = (place: number, rival: number) => number;

/**
 * For each character of a target its probability against every other character in its place and against none at all, with the rest as it is: the
 * forward-backward sums of all those readings, exact but for the bounds in which the character may stand.
 *
 * @param peaks the frame around which each character stands, in order.
 */
export function characterPosteriors(
  rows: LogRows,
  target: ArrayLike<number>,
  { lattice, peaks, bias = () => 0 }: { lattice: CtcLattice; peaks: readonly number[]; bias?: RivalBias | undefined },
): number[] {
  const { frames, classes, logs } = rows;
  const place = { rows, target, lattice };
  return Array.from(target as ArrayLike<number>, (own, i) => {
    const from = i === 0 ? 0 : Math.floor(peaks[i - 1]);
    const to = i === target.length - 1 ? frames : Math.min(frames, Math.ceil(peaks[i + 1]) + 1);
    let all = deletedAt(place, i) + bias(i, 0);
    let right = never;
    for (let c = 1; c < classes; c++) {
      if (c !== own && !isSeen(c)) continue;
      const sum = replacedAt(place, { i, c, from, to }) + bias(i, c);
      if (c === own) right = sum;
      all = logAdd(all, sum);
    }
    return right === never ? 0 : Math.min(1, Math.exp(right - all));

    function isSeen(c: number): boolean {
      for (let t = from; t < to; t++) if (logs[t * classes + c] > minRival) return true;
      return false;
    }
  });
}

interface Place {
  rows: LogRows;
  target: ArrayLike<number>;
  lattice: CtcLattice;
}

/** Log probability of the target with class `c` in the place of character `i`, standing within the frames [from, to). */
function replacedAt(
  { rows, target, lattice }: Place,
  { i, c, from, to }: { i: number; c: number; from: number; to: number },
): number {
  const { forward, states } = lattice;
  let inside = never;
  let sum = never;
  for (let t = from; t < to; t++) {
    inside = logAdd(inside, t === 0 ? (i === 0 ? 0 : never) : enter((t - 1) * states + 2 * i));
    inside += rows.logs[t * rows.classes + c];
    if (inside !== never) sum = logAdd(sum, inside + leave(t));
  }
  return sum;

  function enter(blankBefore: number): number {
    const direct = i > 0 && target[i - 1] !== c ? forward[blankBefore - 1] : never;
    return logAdd(forward[blankBefore], direct);
  }

  function leave(t: number): number {
    if (t === rows.frames - 1) return i === target.length - 1 ? 0 : never;
    const blank = onwards({ rows, target, lattice }, t + 1, 2 * i + 2);
    const isDirect = i + 1 < target.length && target[i + 1] !== c;
    return isDirect ? logAdd(blank, onwards({ rows, target, lattice }, t + 1, 2 * i + 3)) : blank;
  }
}

/** Log probability of the target without its character `i`. */
function deletedAt({ rows, target, lattice }: Place, i: number): number {
  const { forward, states } = lattice;
  const { frames } = rows;
  const isLast = i === target.length - 1;
  const until = (t: number, mayPass: boolean): number => {
    const at = t * states + 2 * i;
    return i > 0 && mayPass ? logAdd(forward[at], forward[at - 1]) : forward[at];
  };
  if (isLast) return until(frames - 1, true);
  const mayPass = i === 0 || target[i - 1] !== target[i + 1];
  let sum = i === 0 ? onwards({ rows, target, lattice }, 0, 2 * i + 3) : never;
  for (let t = 0; t < frames - 1; t++)
    sum = logAdd(sum, until(t, mayPass) + onwards({ rows, target, lattice }, t + 1, 2 * i + 3));
  return sum;
}

/** Log probability of the frames from `t` on, of which the first is in state `s`. */
function onwards({ rows: { logs, classes }, target, lattice }: Place, t: number, s: number): number {
  return logs[t * classes + (s % 2 === 0 ? 0 : target[s >> 1])] + lattice.backward[t * lattice.states + s];
}
