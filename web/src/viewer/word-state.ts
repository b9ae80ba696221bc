import type { Word } from '../api/client.js';

export type WordState = 'sure' | 'unsure' | 'corrected';

export function wordState({
  correctedAt,
  uncertain,
  keying,
}: Pick<Word, 'correctedAt' | 'uncertain' | 'keying'>): WordState {
  // Somebody doubts what stands there, and nobody has confirmed it yet.
  if (keying === 'once' || keying === 'disputed') return 'unsure';
  if (correctedAt) return 'corrected';
  return uncertain ? 'unsure' : 'sure';
}

/** Lower case letters and digits without accents, as the search compares words. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The words that a search most likely meant, for marking: equal to one of its words, or beginning with one that ends in a star. Words after a
 * minus and filters (`title:x`) are not looked for.
 */
export function matchesOf(
  words: readonly Pick<Word, 'id' | 'text' | 'alternatives'>[],
  query: string,
): ReadonlySet<string> {
  const wanted = query
    .split(/[\s"“”]+/)
    .filter((term) => term !== '' && !term.startsWith('-') && !term.includes(':') && term !== 'OR')
    .map((term) => ({ text: plain(term), isPrefix: term.endsWith('*') }))
    .filter(({ text }) => text !== '');
  const fits = (text: string) =>
    wanted.some((term) => (term.isPrefix ? plain(text).startsWith(term.text) : plain(text) === term.text));
  return new Set(
    words
      .filter(({ text, alternatives }) => fits(text) || alternatives.some((one) => fits(one.text)))
      .map(({ id }) => id),
  );
}
