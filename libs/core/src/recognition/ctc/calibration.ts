import type { NumberCalibration } from '../numbers/number-calibration.js';

/**
 * Converts a network's probabilities of characters to calibrated ones (Platt, 1999); fitted on
 * lines with known text.
 */
export interface Calibration {
  /** Log odds are multiplied by this, */
  scale: number;
  /** then this is added, */
  shift: number;
  /** and the log odds of the character's whole word times this; 0 when left out. */
  word?: number | undefined;
  /** The same for the probabilities of whole words, which stay as they are when left out. */
  words?: { scale: number; shift: number } | undefined;
  /** How the evidence for a number becomes the probability that it is right. */
  numbers?: NumberCalibration | undefined;
}

const [least, most] = [1e-6, 1 - 1e-6];

/** The log odds of a probability, clipped to those of one in a million. */
export function logOddsOf(probability: number): number {
  const p = Math.min(most, Math.max(least, probability));
  return Math.log(p / (1 - p));
}

/**
 * The calibrated probability (0 to 1) of a character; unchanged without a calibration.
 *
 * @param ofWord the probability of its word: if the ink allows another word, each character is less
 * certain than it seems.
 */
export function calibrate(probability: number, ofWord: number, calibration: Calibration | undefined): number {
  if (!calibration) return probability;
  const { scale, shift, word = 0 } = calibration;
  return 1 / (1 + Math.exp(-(scale * logOddsOf(probability) + word * logOddsOf(ofWord) + shift)));
}
