import { type IndexedToken, indexWords, type Reading } from './index-words.js';
import type { ParsedSearch, SearchTerm } from './search-query.js';

/** From here on a match counts as sure; what is less likely is a guess. */
export const minSure = 0.5;
/** Share of a reading's probability that counts when it only begins like the last word of a search. */
export const beginningShare = 0.6;

export interface WordMatch {
  /** Probability, 0 to 1, that the ink says what was looked for; less for a beginning, and much less for a word that only looks alike. */
  certainty: number;
  /** The token that matched. It need not be part of the reading on show. */
  token: string;
}

export interface PageMatch {
  /** For each word its best match, if any. */
  words: (WordMatch | undefined)[];
  /** Product over the terms of a group of their best match, of the best group, 0 to 1. */
  certainty: number;
}

/** For a token that was looked for: tokens that look like it, with the share of their probability that counts. */
export type SimilarTokens = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Where a search is found on a page, and how sure that is.
 * @param words what each word may say, in reading order, the reading on show first
 */
export function matchPage(
  words: readonly (readonly Reading[])[],
  search: ParsedSearch,
  similar: SimilarTokens = new Map(),
): PageMatch {
  const places: IndexedToken[][] = [];
  for (const token of indexWords(words)) {
    const place = places[token.position];
    if (place) place.push(token);
    else places[token.position] = [token];
  }
  const matches: (WordMatch | undefined)[] = words.map(() => undefined);
  const certainties = search.map(({ terms }) =>
    terms
      .filter(({ isExcluded }) => !isExcluded)
      .map((term) => markTerm(places, term, similar, matches))
      .reduce((product, best) => product * best, 1),
  );
  return { words: matches, certainty: Math.max(0, ...certainties) };
}

/** Marks the words where a term is found. @returns the certainty of its best place, 0 when there is none */
function markTerm(
  places: readonly (IndexedToken[] | undefined)[],
  term: SearchTerm,
  similar: SimilarTokens,
  matches: (WordMatch | undefined)[],
): number {
  let best = 0;
  for (let start = 1; start < places.length; start++) {
    const found: { word: number; match: WordMatch }[] = [];
    for (const [i, token] of term.tokens.entries()) {
      const isLast = i === term.tokens.length - 1;
      const own = matchPlace(
        places[start + i] ?? [],
        token,
        isLast ? term : undefined,
        term.isFuzzy ? similar.get(token) : undefined,
      );
      if (!own) break;
      found.push(own);
    }
    if (found.length < term.tokens.length) continue;
    best = Math.max(
      best,
      found.reduce((product, { match }) => product * match.certainty, 1),
    );
    for (const { word, match } of found) if (match.certainty > (matches[word]?.certainty ?? 0)) matches[word] = match;
  }
  return best;
}

/**
 * The likeliest way in which a place says a token. Its readings exclude each other, so those that say it outright add up; of the others the best
 * counts, where it is better than that.
 */
function matchPlace(
  place: readonly IndexedToken[],
  wanted: string,
  term: SearchTerm | undefined,
  similar: ReadonlyMap<string, number> | undefined,
): { word: number; match: WordMatch } | undefined {
  const beginning = term?.isPrefix ? 1 : term?.mayBegin ? beginningShare : 0;
  let outright = 0;
  let best: { word: number; token: string; certainty: number } | undefined;
  for (const { token, probability, word } of place) {
    const share = token === wanted ? 1 : Math.max(token.startsWith(wanted) ? beginning : 0, similar?.get(token) ?? 0);
    const certainty = share * probability;
    if (share === 1) outright = Math.min(1, outright + probability);
    if (certainty > (best?.certainty ?? 0)) best = { word, token, certainty };
  }
  return best && { word: best.word, match: { certainty: Math.max(outright, best.certainty), token: best.token } };
}
