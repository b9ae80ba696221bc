import { logAdd, never } from './log-math.js';
import type { SpellingLattice } from './spelling-lattice.js';
import { decoderSettings } from './decoder-settings.js';

const { ofWord } = decoderSettings;

/**
 * The language model's score for class `rival` at position `i` of the target, 0 for the deletion; a
 * natural logarithm.
 */
export type RivalBias = (place: number, rival: number) => number;

/**
 * For each character of a lattice's target, its probability against every other character in its
 * position and against none, with the rest unchanged: the forward-backward sums of all these
 * readings, exact except for the limits on the character's position.
 *
 * @param peaks the frame of each character, in order.
 */
export function characterPosteriors(
  lattice: SpellingLattice,
  { peaks, bias = () => 0 }: { peaks: readonly number[]; bias?: RivalBias | undefined },
): number[] {
  const { target } = lattice;
  const { frames, classes, probabilities } = lattice.rows;
  return Array.from(target, (own, i) => {
    const from = i === 0 ? 0 : Math.floor(peaks[i - 1]);
    const to = i === target.length - 1 ? frames : Math.min(frames, Math.ceil(peaks[i + 1]) + 1);
    let all = Math.log(deletedAt(lattice, i)) + bias(i, 0);
    let right = never;
    for (let c = 1; c < classes; c++) {
      if (c !== own && !isSeen(c)) continue;
      const sum = Math.log(replacedAt(lattice, { i, c, from, to })) + bias(i, c);
      if (c === own) right = sum;
      all = logAdd(all, sum);
    }
    return right === never ? 0 : Math.min(1, Math.exp(right - all));

    function isSeen(c: number): boolean {
      for (let t = from; t < to; t++) if (probabilities[t * classes + c] > ofWord.minRival) return true;
      return false;
    }
  });
}

/**
 * Probability, as a multiple of the target's, that the frames spell the target with class `c` in
 * the place of character `i`, standing within the frames [from, to).
 */
function replacedAt(
  lattice: SpellingLattice,
  { i, c, from, to }: { i: number; c: number; from: number; to: number },
): number {
  const { rows, target, forward, forwardScale, states } = lattice;
  const mayPass = i > 0 && target[i - 1] !== c;
  const mayPassOn = i + 1 < target.length && target[i + 1] !== c;
  let inside = 0;
  let sum = 0;
  for (let t = from; t < to; t++) {
    const blankBefore = (t - 1) * states + 2 * i;
    if (t > 0) inside += forward[blankBefore] + (mayPass ? forward[blankBefore - 1] : 0);
    else if (i === 0) inside = 1;
    inside *= rows.probabilities[t * rows.classes + c] / forwardScale[t];
    if (inside === 0) continue;
    if (t === rows.frames - 1) sum += i === target.length - 1 ? inside * lattice.weight[t] : 0;
    else sum += inside * (onwards(lattice, t, 2 * i + 2) + (mayPassOn ? onwards(lattice, t, 2 * i + 3) : 0));
  }
  return sum;
}

/** The same without character `i`. */
function deletedAt(lattice: SpellingLattice, i: number): number {
  const { rows, target, forward, forwardScale, states, weight } = lattice;
  const until = (t: number, mayPass: boolean): number => {
    const at = t * states + 2 * i;
    return i > 0 && mayPass ? forward[at] + forward[at - 1] : forward[at];
  };
  if (i === target.length - 1) return until(rows.frames - 1, true) * weight[rows.frames - 1];
  const mayPass = i === 0 || target[i - 1] !== target[i + 1];
  let sum = i === 0 ? (startAt(lattice, 2 * i + 3) * weight[0]) / forwardScale[0] : 0;
  for (let t = 0; t < rows.frames - 1; t++) sum += until(t, mayPass) * onwards(lattice, t, 2 * i + 3);
  return sum;
}

/** Share of the frames after `t`, of which the first is in state `s`, in the scale of `forward`. */
function onwards(lattice: SpellingLattice, t: number, s: number): number {
  const { rows, target, backward, states, backwardScale, weight } = lattice;
  const ink = rows.probabilities[(t + 1) * rows.classes + (s & 1 ? target[s >> 1] : 0)];
  return (ink * backward[(t + 1) * states + s] * weight[t]) / backwardScale[t];
}

/** The same for all frames. */
function startAt({ rows, target, backward }: SpellingLattice, s: number): number {
  return rows.probabilities[target[s >> 1]] * backward[s];
}
