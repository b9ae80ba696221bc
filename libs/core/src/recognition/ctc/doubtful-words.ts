import { implausibleNumbers } from '../numbers/implausible-numbers.js';
import { isNumberToken } from '../numbers/number-token.js';
import type { WordReading } from './read-word.js';

/** Minimum probability of a reading without a mark; 0 to 1. */
export interface DoubtLimits {
  /** Of a character. */
  uncertainBelow: number;
  /** Of a word; where it is left out, a word is uncertain when one of its characters is. */
  uncertainWordsBelow?: number | undefined;
  /** Of a number and its unit; where it is left out, numbers are taken as words. */
  uncertainNumbersBelow?: number | undefined;
}

/**
 * For each word of a line, whether it is uncertain: because of its probability, or as a number in
 * an implausible form.
 */
export function doubtfulWords(words: readonly WordReading[], limits: DoubtLimits): boolean[] {
  const { uncertainBelow, uncertainWordsBelow, uncertainNumbersBelow = uncertainWordsBelow } = limits;
  const implausible = implausibleNumbers(words.map(({ text }) => text));
  return words.map((word, i) => {
    if (implausible[i]) return true;
    const limit = word.number || isNumberToken(word.text) ? uncertainNumbersBelow : uncertainWordsBelow;
    return limit === undefined
      ? word.characters.some(({ confidence }) => confidence < uncertainBelow)
      : word.confidence < limit;
  });
}
