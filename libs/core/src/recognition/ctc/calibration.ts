/** How a network's own probabilities of characters become probabilities that come true (Platt, 1999); fitted on lines with known text. */
export interface Calibration {
  /** Log odds are multiplied by this, */
  scale: number;
  /** then this is added. */
  shift: number;
}

const [least, most] = [1e-6, 1 - 1e-6];

/** The log odds of a probability, kept within those of one in a million. */
export function logOddsOf(probability: number): number {
  const p = Math.min(most, Math.max(least, probability));
  return Math.log(p / (1 - p));
}

/** A probability 0 to 1 as its calibration has it; the same where there is none. */
export function calibrate(probability: number, calibration: Calibration | undefined): number {
  if (!calibration) return probability;
  return 1 / (1 + Math.exp(-(calibration.scale * logOddsOf(probability) + calibration.shift)));
}
