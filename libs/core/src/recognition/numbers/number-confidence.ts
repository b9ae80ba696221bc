import { logOddsOf } from '../ctc/calibration.js';
import type { NumberCalibration } from './number-calibration.js';

/** The evidence for a number as read; probabilities from 0 to 1. */
export interface NumberEvidence {
  /**
   * Share of its text among all readings of the group it stands in, by both looks, by the first
   * one, by the larger one.
   */
  share: number;
  first: number;
  second: number;
  /** Probability of its least sure character. */
  character: number;
  /** Probability of the word with the language model in full, before calibration. */
  word: number;
  /** Characters of the text. */
  length: number;
  /** Share of the readings that differ from it in nothing but the signs between its digits. */
  separators: number;
  /** Dots in the ink that no sign of its text accounts for. */
  looseDots: number;
}

/** Added to a share of 0, so that it has a logarithm; the calibrations were fitted with it. */
const minSeparators = 1e-4;

/** What the weights of a calibration belong to, in their order; the constant is not among them. */
export function numberFeatures({
  share,
  first,
  second,
  character,
  word,
  length,
  separators,
  looseDots,
}: NumberEvidence): number[] {
  return [
    logOddsOf(share),
    logOddsOf(Math.min(first, second)),
    logOddsOf(character),
    logOddsOf(word),
    length - 4,
    Math.max(-8, Math.log(separators + minSeparators)),
    Math.min(2, looseDots),
  ];
}

/**
 * The probability (0 to 1) that a number was read correctly; without a calibration, its share among
 * its readings.
 */
export function numberConfidence(evidence: NumberEvidence, calibration: NumberCalibration | undefined): number {
  if (!calibration) return evidence.share;
  const { share, looks, character, word, length, separators, looseDot, shift } = calibration;
  const weights = [share, looks, character, word, length, separators, looseDot];
  const logOdds = numberFeatures(evidence).reduce((sum, value, i) => sum + weights[i] * value, shift);
  return 1 / (1 + Math.exp(-logOdds));
}
