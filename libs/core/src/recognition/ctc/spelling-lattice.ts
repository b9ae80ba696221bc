import { never } from './log-math.js';
import type { InkRows } from './line-scores.js';

/**
 * All the ways in which a line's frames can spell one target, as in `CtcLattice`, with the masses
 * of every frame scaled to a sum of 1 instead of logarithms (Rabiner, 1989, section V.A):
 * sufficient for reading, at a fraction of the cost. State 2i + 1 is character i of the target, the
 * even states are the blanks around them.
 */
export interface SpellingLattice {
  rows: InkRows;
  /** Classes 1 and up, without blanks. */
  target: ArrayLike<number>;
  /** 2 x length of the target + 1. */
  states: number;
  /** frames x states: share of each state in the paths up to and with the frame. */
  forward: Float64Array;
  /** frames x states: the same for what comes after the frame. */
  backward: Float64Array;
  /** For each frame what `forward`, and what `backward`, was divided by. */
  forwardScale: Float64Array;
  backwardScale: Float64Array;
  /**
   * For each frame what makes `forward x backward` the probability of a state, given the target.
   */
  weight: Float64Array;
  /** Log probability of the target; minus infinity where it does not fit into the frames. */
  logProbability: number;
}

/** The inverse of less is no number. */
const minSum = 1e-300;

export function spellingLattice(rows: InkRows, target: ArrayLike<number>): SpellingLattice {
  const { frames } = rows;
  const states = 2 * target.length + 1;
  const lattice: SpellingLattice = {
    rows,
    target,
    states,
    forward: new Float64Array(frames * states),
    backward: new Float64Array(frames * states),
    forwardScale: new Float64Array(frames),
    backwardScale: new Float64Array(frames),
    weight: new Float64Array(frames),
    logProbability: frames === 0 && states === 1 ? 0 : never,
  };
  if (frames === 0 || !runForward(lattice)) return lattice;
  runBackward(lattice);
  let logProbability = 0;
  for (let t = 0; t < frames; t++) {
    logProbability += Math.log(lattice.forwardScale[t]);
    let sum = 0;
    for (let at = t * states; at < (t + 1) * states; at++) sum += lattice.forward[at] * lattice.backward[at];
    lattice.weight[t] = sum > minSum ? 1 / sum : 0;
  }
  const end = lattice.weight[frames - 1];
  lattice.logProbability = end > 0 ? logProbability - Math.log(end) : never;
  return lattice;
}

/** Probability that frame `t` is in state `s`, given that the line spells the target. */
export function occupancyIn({ forward, backward, weight, states }: SpellingLattice, t: number, s: number): number {
  return forward[t * states + s] * backward[t * states + s] * weight[t];
}

/**
 * Whether a path leads through all frames. States from which the end is out of reach, even with a
 * character less, get no mass: it would be all the mass where the ink is far from the target.
 */
function runForward({ rows, target, states, forward, forwardScale }: SpellingLattice): boolean {
  const { probabilities, frames, classes } = rows;
  for (let t = 0; t < frames; t++) {
    const [at, before] = [t * states, (t - 1) * states];
    const end = Math.min(states, 2 * t + 2);
    let total = 0;
    for (let s = Math.max(0, states - 2 * (frames - t) - 2); s < end; s++) {
      let mass = t === 0 ? 1 : forward[before + s];
      if (t > 0 && s > 0) mass += forward[before + s - 1];
      if (t > 0 && maySkipTo(target, s)) mass += forward[before + s - 2];
      mass *= probabilities[t * classes + (s & 1 ? target[s >> 1] : 0)];
      forward[at + s] = mass;
      total += mass;
    }
    if (!(total > 0)) return false;
    for (let s = at; s < at + end; s++) forward[s] /= total;
    forwardScale[t] = total;
  }
  return true;
}

function runBackward({ rows, target, states, backward, backwardScale }: SpellingLattice): void {
  const { probabilities, frames, classes } = rows;
  const last = (frames - 1) * states;
  backward[last + states - 1] = 1;
  if (states > 1) backward[last + states - 2] = 1;
  backwardScale[frames - 1] = 1;
  const follow = new Float64Array(states + 2);
  for (let t = frames - 2; t >= 0; t--) {
    const [at, after] = [t * states, (t + 1) * states];
    const from = Math.max(0, states - 2 * (frames - t));
    const row = (t + 1) * classes;
    for (let s = from; s < states; s++)
      follow[s] = backward[after + s] * probabilities[row + (s & 1 ? target[s >> 1] : 0)];
    let total = 0;
    for (let s = from; s < states; s++) {
      let mass = follow[s] + follow[s + 1];
      if (s + 2 < states && maySkipTo(target, s + 2)) mass += follow[s + 2];
      backward[at + s] = mass;
      total += mass;
    }
    backwardScale[t] = total;
    if (!(total > 0)) return;
    for (let s = at + from; s < at + states; s++) backward[s] /= total;
  }
}

/** A character may follow the one before without a blank, unless both are the same. */
function maySkipTo(target: ArrayLike<number>, state: number): boolean {
  return (state & 1) === 1 && state >= 3 && target[state >> 1] !== target[(state >> 1) - 1];
}
