import type { InkRows, LogRows } from './line-scores.js';
import { logAdd, never } from './log-math.js';

/**
 * All alignments of a line's frames with one target, including blanks (Graves et al., 2006, section
 * 4.1). State 2i + 1 is character i of the target, the even states are the blanks around them.
 */
export interface CtcLattice {
  /** 2 x length of the target + 1. */
  states: number;
  /** frames x states: log probability of the frames up to and with t, being in the state at t. */
  forward: Float64Array;
  /** frames x states: log probability of the frames after t, being in the state at t. */
  backward: Float64Array;
  /** Log probability of the target; minus infinity where it does not fit into the frames. */
  logProbability: number;
}

/** @param target classes 1 and up, without blanks. */
export function buildCtcLattice(rows: LogRows, target: ArrayLike<number>): CtcLattice {
  const { frames } = rows;
  const states = 2 * target.length + 1;
  const forward = new Float64Array(frames * states).fill(never);
  const backward = new Float64Array(frames * states).fill(never);
  if (frames === 0) return { states, forward, backward, logProbability: states === 1 ? 0 : never };
  runForward(rows, target, forward);
  runBackward(rows, target, backward);
  const end = frames * states - 1;
  const logProbability = states === 1 ? forward[end] : logAdd(forward[end], forward[end - 1]);
  return { states, forward, backward, logProbability };
}

/**
 * Only the lattice's `logProbability`, at a fraction of the cost: forward pass only, scaled in each
 * frame instead of logarithms.
 */
export function logProbabilityOf({ probabilities, frames, classes }: InkRows, target: ArrayLike<number>): number {
  const states = 2 * target.length + 1;
  if (frames === 0) return states === 1 ? 0 : never;
  let now = new Float64Array(states);
  let before = new Float64Array(states);
  // Before the first frame all is at the first blank: from there the first character is as near as
  // after any blank.
  before[0] = 1;
  let scale = 0;
  for (let t = 0; t < frames; t++) {
    let sum = 0;
    for (let s = 0; s < states; s++) {
      let mass = before[s];
      if (s > 0) mass += before[s - 1];
      if (maySkipTo(target, s)) mass += before[s - 2];
      now[s] = mass * probabilities[t * classes + classOf(target, s)];
      sum += now[s];
    }
    if (sum === 0) return never;
    for (let s = 0; s < states; s++) now[s] /= sum;
    scale += Math.log(sum);
    [now, before] = [before, now];
  }
  const end = before[states - 1] + (states > 1 ? before[states - 2] : 0);
  return end === 0 ? never : scale + Math.log(end);
}

/**
 * Probability that frame `t` is in state `s`, given that the line spells the target; 0 where it
 * cannot.
 */
export function occupancyOf({ forward, backward, states, logProbability }: CtcLattice, t: number, s: number): number {
  if (logProbability === never) return 0;
  return Math.exp(forward[t * states + s] + backward[t * states + s] - logProbability);
}

function runForward({ logs, frames, classes }: LogRows, target: ArrayLike<number>, forward: Float64Array): void {
  const states = 2 * target.length + 1;
  forward[0] = logs[0];
  if (states > 1) forward[1] = logs[target[0]];
  for (let t = 1; t < frames; t++) {
    const before = (t - 1) * states;
    for (let s = 0; s < Math.min(states, 2 * t + 2); s++) {
      let sum = forward[before + s];
      if (s > 0) sum = logAdd(sum, forward[before + s - 1]);
      if (maySkipTo(target, s)) sum = logAdd(sum, forward[before + s - 2]);
      forward[t * states + s] = sum + logs[t * classes + classOf(target, s)];
    }
  }
}

function runBackward({ logs, frames, classes }: LogRows, target: ArrayLike<number>, backward: Float64Array): void {
  const states = 2 * target.length + 1;
  const end = (frames - 1) * states;
  backward[end + states - 1] = 0;
  if (states > 1) backward[end + states - 2] = 0;
  const follow = (t: number, s: number) =>
    backward[(t + 1) * states + s] + logs[(t + 1) * classes + classOf(target, s)];
  for (let t = frames - 2; t >= 0; t--) {
    for (let s = Math.max(0, states - 2 * (frames - t)); s < states; s++) {
      let sum = follow(t, s);
      if (s + 1 < states) sum = logAdd(sum, follow(t, s + 1));
      if (s + 2 < states && maySkipTo(target, s + 2)) sum = logAdd(sum, follow(t, s + 2));
      backward[t * states + s] = sum;
    }
  }
}

/** The class that a state emits. */
const classOf = (target: ArrayLike<number>, state: number): number => (state % 2 === 0 ? 0 : target[state >> 1]);

/** A character may follow the one before without a blank, unless both are the same. */
function maySkipTo(target: ArrayLike<number>, state: number): boolean {
  return state % 2 === 1 && state >= 3 && target[state >> 1] !== target[(state >> 1) - 1];
}
