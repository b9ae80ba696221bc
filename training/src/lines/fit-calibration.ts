import { type Calibration, logOddsOf } from '@longhand/core';
import { fitLogistic } from './fit-logistic.js';
import type { Claim } from './text-scores.js';

/** Scale 1, shift 0 and no share of the word: where few or one-sided claims stay. */
const START = [1, 0, 0];

/**
 * The calibration under which claims come true: logistic regression on their log odds and those of
 * their words (Platt, 1999).
 *
 * @param withWords whether the claims' words count too.
 */
export function fitCalibration(claims: readonly Claim[], { withWords = false } = {}): Calibration {
  const points = claims.map(({ confidence, ofWord, isRight }) => ({
    x: [logOddsOf(confidence), 1, withWords && ofWord !== undefined ? logOddsOf(ofWord) : 0],
    isRight,
  }));
  const [scale, shift, word] = fitLogistic(points, START);
  return { scale: Math.max(0.05, scale), shift, ...(withWords ? { word: Math.max(0, word) } : {}) };
}
