import { matchPage, type ParsedSearch, parseSearch } from '@longhand/core';
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

/**
 * The words that a search means, for marking: by the same rules as the search itself, also those
 * that go on in the next line; without words that only look alike.
 * @param lines the words of each line
 */
export function matchesOf(
  lines: readonly (readonly Pick<Word, 'id' | 'text' | 'alternatives'>[])[],
  query: string,
): ReadonlySet<string> {
  const words = lines.flat();
  const { words: matches } = matchPage(
    {
      words: words.map(({ text, alternatives }) => [{ text, probability: 1 }, ...alternatives]),
      lines: lines.flatMap((line, number) => line.map(() => number)),
    },
    searchOf(query),
  );
  return new Set(words.filter((_, i) => matches[i]).map(({ id }) => id));
}

/**
 * A query that cannot be read, such as one with a wrong date, marks nothing: the search itself says
 * what is wrong with it.
 */
function searchOf(query: string): ParsedSearch {
  try {
    return parseSearch(query, { isFuzzy: false });
  } catch {
    return [];
  }
}
