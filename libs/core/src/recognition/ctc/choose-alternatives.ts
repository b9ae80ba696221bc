import type { Alternative } from '../recognised-page.js';

const most = 10;
const least = 1e-4;

/**
 * The best other readings of a word, most probable first. Readings that differ in capitals, accents or signs alone are one for a search: of each such
 * group the best comes in before the second of another.
 *
 * @param readings with their probabilities, best first.
 */
export function chooseAlternatives(word: string, readings: readonly Alternative[]): Alternative[] {
  const others = readings.filter(({ text, probability }) => text !== word && probability > least);
  const seen = new Set([keyOf(word)]);
  const [firsts, seconds]: Alternative[][] = [[], []];
  for (const other of others) {
    const key = keyOf(other.text);
    (seen.has(key) ? seconds : firsts).push(other);
    seen.add(key);
  }
  const chosen = [...firsts, ...seconds].slice(0, most);
  return chosen.sort((a, b) => b.probability - a.probability);
}

const keyOf = (text: string): string => {
  const plain = text.normalize('NFD').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]/gu, '') || plain;
};
