import { type Calibration, logOddsOf } from '@longhand/core';
import type { Claim } from './text-scores.js';

/** Weight of staying at scale 1 and shift 0, as if so many claims spoke for it: keeps few or one-sided claims from running away. */
const PRIOR = 1;

/** The calibration under which claims come true: logistic regression on their log odds (Platt, 1999), by Newton's method. */
export function fitCalibration(claims: readonly Claim[]): Calibration {
  const points = claims.map(({ confidence, isRight }) => ({ x: logOddsOf(confidence), y: isRight ? 1 : 0 }));
  let [scale, shift] = [1, 0];
  for (let step = 0; step < 25; step++) {
    let [gradientA, gradientB] = [PRIOR * (scale - 1), PRIOR * shift];
    let [aa, ab, bb] = [PRIOR, 0, PRIOR];
    for (const { x, y } of points) {
      const p = 1 / (1 + Math.exp(-(scale * x + shift)));
      const weight = p * (1 - p);
      gradientA += (p - y) * x;
      gradientB += p - y;
      aa += weight * x * x;
      ab += weight * x;
      bb += weight;
    }
    const determinant = aa * bb - ab * ab;
    // Steps of at most 1: far from the answer the curve is flat and Newton would leap.
    scale -= clamp((bb * gradientA - ab * gradientB) / determinant);
    shift -= clamp((aa * gradientB - ab * gradientA) / determinant);
  }
  return { scale: Math.max(0.05, scale), shift };
}

const clamp = (step: number): number => Math.max(-1, Math.min(1, step));
