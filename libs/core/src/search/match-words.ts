import { type IndexedToken, indexWords } from './index-words.js';
import type { Reading } from './reading.js';
import { similarShare } from './reading-distance.js';
import type { ParsedSearch, SearchTerm } from './search-query.js';

/** A match at least this probable counts as certain; a less probable one is a guess. */
export const minSure = 0.5;
/**
 * Share of a reading's probability that counts if only its beginning matches the last word of a
 * search.
 */
export const beginningShare = 0.6;

export interface WordMatch {
  /**
   * Probability, 0 to 1, that the ink says the searched word; lower for a beginning, and much lower
   * for a word that only looks similar.
   */
  certainty: number;
  /** The token that matched. It need not be part of the reading that is shown. */
  token: string;
}

export interface PageMatch {
  /** The best match of each word, if any. */
  words: (WordMatch | undefined)[];
  /** Product of the best matches of all terms of a group, for the best group, 0 to 1. */
  certainty: number;
}

/**
 * For each searched token: the tokens that look like it, with their distance (`readingDistance`).
 */
export type SimilarTokens = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The parts of a page that a search uses. */
export interface MatchedPage {
  /** The readings of each word, in reading order, the one that is shown first. */
  words: readonly (readonly Reading[])[];
  /** Number of the line of each word: see indexWords. */
  lines?: readonly number[];
  /** Tokens of the document's title and tags. A term that is not on the page may be there. */
  labels?: ReadonlySet<string>;
}

/** Where a search matches on a page, and with which certainty. */
export function matchPage(
  { words, lines, labels }: MatchedPage,
  search: ParsedSearch,
  similar: SimilarTokens = new Map(),
): PageMatch {
  const places: IndexedToken[][] = [];
  for (const token of indexWords(words, lines)) {
    const place = places[token.position];
    if (place) place.push(token);
    else places[token.position] = [token];
  }
  const matches: (WordMatch | undefined)[] = words.map(() => undefined);
  const certainties = search.map(({ terms }) =>
    terms
      .filter(({ isExcluded }) => !isExcluded)
      .map((term) => markTerm(places, term, similar, matches) || Number(isLabelled(term, labels)))
      .reduce((product, best) => product * best, 1),
  );
  return { words: matches, certainty: Math.max(0, ...certainties) };
}

const isLabelled = ({ tokens, others }: SearchTerm, labels: ReadonlySet<string> = new Set()): boolean =>
  [{ tokens, share: 1 }, ...others].some((way) => way.share === 1 && way.tokens.every((token) => labels.has(token)));

/**
 * Marks the words that match a term. @returns the certainty of its best match, 0 if there is none
 */
function markTerm(
  places: readonly (IndexedToken[] | undefined)[],
  term: SearchTerm,
  similar: SimilarTokens,
  matches: (WordMatch | undefined)[],
): number {
  const ways = [{ tokens: term.tokens, share: 1 }, ...term.others];
  return Math.max(...ways.map((way, i) => markWay(places, { ...term, ...way, isMain: i === 0 }, similar, matches)));
}

function markWay(
  places: readonly (IndexedToken[] | undefined)[],
  term: SearchTerm & { share: number; isMain: boolean },
  similar: SimilarTokens,
  matches: (WordMatch | undefined)[],
): number {
  let best = 0;
  for (let start = 1; start < places.length; start++) {
    const found: { word: number; lastWord: number; match: WordMatch }[] = [];
    for (const [i, token] of term.tokens.entries()) {
      const isLast = i === term.tokens.length - 1;
      const own = matchPlace(
        places[start + i] ?? [],
        token,
        isLast && mayBeOpen(token, term.isMain) ? term : undefined,
        term.isFuzzy && term.isMain ? similar.get(token) : undefined,
      );
      if (!own) break;
      found.push(own);
    }
    if (found.length < term.tokens.length) continue;
    const certainty = found.reduce((product, { match }) => product * match.certainty, term.share);
    best = Math.max(best, certainty);
    for (const { word, lastWord, match } of found) {
      const own = { ...match, certainty: match.certainty * term.share };
      for (let at = word; at <= lastWord; at++) if (own.certainty > (matches[at]?.certainty ?? 0)) matches[at] = own;
    }
  }
  return best;
}

/**
 * Whether the last token may be a beginning. For dates and other numbers that mean a complete
 * value, only the form as typed may be one.
 */
export const mayBeOpen = (token: string, isMain: boolean): boolean => isMain || /^\p{L}/u.test(token);

/**
 * The most probable match of a token at a position. The readings there exclude each other, so the
 * probabilities of exact matches add up; if the best of the other matches is better than this sum,
 * it counts instead.
 */
function matchPlace(
  place: readonly IndexedToken[],
  wanted: string,
  term: SearchTerm | undefined,
  similar: ReadonlyMap<string, number> | undefined,
): { word: number; lastWord: number; match: WordMatch } | undefined {
  const beginning = term?.isPrefix ? 1 : term?.mayBegin ? beginningShare : 0;
  let outright = 0;
  let best: (IndexedToken & { certainty: number }) | undefined;
  for (const indexed of place) {
    const { token, probability } = indexed;
    const distance = similar?.get(token);
    const alike = distance === undefined ? 0 : similarShare(wanted, distance, probability);
    const share = token === wanted ? 1 : Math.max(token.startsWith(wanted) ? beginning : 0, alike);
    const certainty = share * probability;
    if (share === 1) outright = Math.min(1, outright + probability);
    if (certainty > (best?.certainty ?? 0)) best = { ...indexed, certainty };
  }
  if (!best) return undefined;
  const { word, lastWord, token } = best;
  return { word, lastWord, match: { certainty: Math.max(outright, best.certainty), token } };
}
