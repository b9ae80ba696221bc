import { letterTable } from './letter-table.js';

/** Row for the beginning of a word, column for its end. */
export const wordEdge = 26;

/**
 * Part of the probability that is spread evenly, so that names and other languages are not read
 * away.
 */
const evenShare = 0.1;

const pairs: readonly Float64Array[] = letterTable.map((row) => {
  const probabilities = Float64Array.from(row, (cell) => 2 ** (-Number.parseInt(cell, 36) / 2));
  const sum = probabilities.reduce((a, b) => a + b, 0);
  return probabilities.map((p) => (1 - evenShare) * (p / sum) + evenShare / 27);
});

/**
 * Probability that `next` follows `previous` in a word of letters: 0 to 25 without case, 26 for the
 * word's edge on either side. English and clinical words, mixed with an even share; each row sums
 * to 1.
 */
export function letterPair(previous: number, next: number): number {
  return pairs[previous][next];
}
