import { normaliseText } from '../../text/normalise-text.js';
import type { Alternative } from '../recognised-page.js';
import { decoderSettings } from './decoder-settings.js';

const { kept } = decoderSettings;

export interface Candidate extends Alternative {
  readonly isKnown: boolean;
  /**
   * Whether it is what the ink says without the language model: then it has a place, however
   * improbable.
   */
  readonly isInk: boolean;
}

/**
 * The best other readings of a word, most probable first. Readings that differ only in capitals,
 * accents or punctuation are equal for a search: the best of each such group comes before the
 * second of another. Known words come before strings of letters that are only slightly more
 * probable.
 *
 * @param readings with their probabilities.
 */
export function chooseAlternatives(word: string, readings: readonly Candidate[]): Alternative[] {
  const rank = ({ probability, isKnown, isInk }: Candidate) =>
    isInk ? 1 : isKnown ? kept.preference * probability : probability;
  const floor = kept.minShare * Math.max(...readings.map(({ probability }) => probability));
  const others = readings
    .filter(({ text, probability, isInk }) => text !== word && (isInk || probability > floor))
    .sort((a, b) => rank(b) - rank(a));
  const seen = new Set([keyOf(word)]);
  const [firsts, seconds]: Candidate[][] = [[], []];
  for (const other of others) {
    const key = keyOf(other.text);
    (seen.has(key) ? seconds : firsts).push(other);
    seen.add(key);
  }
  const chosen = [...firsts, ...seconds].slice(0, kept.maxCount);
  return chosen.map(({ text, probability }) => ({ text, probability })).sort((a, b) => b.probability - a.probability);
}

const keyOf = (text: string): string => {
  const plain = normaliseText(text);
  return plain.replace(/[^\p{L}\p{N}\p{M}]/gu, '') || plain;
};

/**
 * A word's other readings, with joined readings of this and the next word in place of the least
 * probable ones.
 */
export function withJoined(
  { confidence, alternatives }: { confidence: number; alternatives: readonly Alternative[] },
  joined: readonly Alternative[],
): Alternative[] {
  if (joined.length === 0) return [...alternatives];
  const own = alternatives
    .filter(({ text }) => joined.every((other) => other.text !== text))
    .slice(0, kept.maxCount - 1 - joined.length);
  const all = [...own, ...joined].sort((a, b) => b.probability - a.probability);
  const sum = all.reduce((total, { probability }) => total + probability, 0);
  const share = Math.min(1, (1 - confidence) / sum);
  return all.map(({ text, probability }) => ({ text, probability: probability * share }));
}
