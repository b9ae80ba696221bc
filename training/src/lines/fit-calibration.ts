import { type Calibration, logOddsOf } from '@longhand/core';
import type { Claim } from './text-scores.js';

/** Weight of staying at scale 1, shift 0 and no share of the word, as if so many claims spoke for it: keeps few or one-sided claims from running away. */
const PRIOR = 1;
const START = [1, 0, 0];

/**
 * The calibration under which claims come true: logistic regression on their log odds and those of their words (Platt, 1999), by Newton's method.
 *
 * @param withWords whether the claims' words count too.
 */
export function fitCalibration(claims: readonly Claim[], { withWords = false } = {}): Calibration {
  const points = claims.map(({ confidence, ofWord, isRight }) => ({
    x: [logOddsOf(confidence), 1, withWords && ofWord !== undefined ? logOddsOf(ofWord) : 0],
    y: isRight ? 1 : 0,
  }));
  let own = [...START];
  for (let step = 0; step < 25; step++) {
    const gradient = own.map((value, i) => PRIOR * (value - START[i]));
    const curve = own.map((_, i) => own.map((__, j) => (i === j ? PRIOR : 0)));
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-dot(own, x)));
      const weight = p * (1 - p);
      for (let i = 0; i < 3; i++) {
        gradient[i] += (p - y) * x[i];
        for (let j = 0; j < 3; j++) curve[i][j] += weight * x[i] * x[j];
      }
    }
    // Far from the answer the curve is flat and Newton leaps: half of the step, and half again, until it leads downhill.
    const move = solve(curve, gradient);
    const before = costOf(points, own);
    let next = own;
    for (let part = 1; part > 1e-4; part /= 2) {
      next = own.map((value, i) => value - part * move[i]);
      if (costOf(points, next) < before) break;
      next = own;
    }
    if (next === own) break;
    own = next;
  }
  const [scale, shift, word] = own;
  return { scale: Math.max(0.05, scale), shift, ...(withWords ? { word: Math.max(0, word) } : {}) };
}

/** Minus the log likelihood, with the prior. */
function costOf(points: readonly { x: number[]; y: number }[], own: readonly number[]): number {
  let cost = (PRIOR / 2) * own.reduce((sum, value, i) => sum + (value - START[i]) ** 2, 0);
  for (const { x, y } of points) {
    const z = dot(own, x);
    // log(1 + exp(z)) - y z, without overflow.
    cost += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;
  }
  return cost;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** x of A x = b for a small positive definite A, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < rows.length; i++)
    for (let k = i + 1; k < rows.length; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= rows.length; j++) rows[k][j] -= factor * rows[i][j];
    }
  const x = rows.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const rest = x.reduce((sum, value, j) => (j > i ? sum + rows[i][j] * value : sum), 0);
    x[i] = (rows[i][rows.length] - rest) / rows[i][i];
  }
  return x;
}
