import { type Box, matchPage, minSure, type ParsedSearch, type SimilarTokens, tokensOf } from '@longhand/core';
import { plainText, shownText } from '../words/page-text.js';
import { toDay } from '../plain-date.js';
import type { FoundPage } from './find-pages.js';
import { readingsOf, type SpeakingWord } from './index-page.js';
import { labelTokens } from './search-row.js';
import type { SearchHit, SearchWord } from '@longhand/contracts';
import { snippetRange } from './snippet-range.js';

/** A word of a page that was found. */
export interface FoundWord extends Box, SpeakingWord {
  id: string;
  markedText: string;
  uncertain: boolean;
}

/**
 * A found page as an answer: the places of the matches, their certainty, and a snippet. `words` are
 * in reading order.
 */
export function hitOf(
  { recordDate, pageId: _, candidates: __, ...page }: FoundPage,
  words: readonly FoundWord[],
  search: ParsedSearch,
  similar: SimilarTokens,
): SearchHit {
  const labels = new Set(labelTokens(page));
  const lines = words.map(({ lineNumber }) => lineNumber);
  const match = matchPage({ words: words.map(readingsOf), lines, labels }, search, similar);
  const shown = words.map((word) => shownText(word));
  const { from, to } = snippetRange(
    shown,
    match.words.map((word) => word !== undefined),
  );
  return {
    ...page,
    ...(recordDate && { recordDate: toDay(recordDate) }),
    certainty: rounded(match.certainty),
    guess: match.certainty < minSure,
    snippet: `${from > 0 ? '… ' : ''}${shown.slice(from, to).join(' ')}${to < shown.length ? ' …' : ''}`,
    words: words
      .map((word, i) => wordOf(word, match.words[i]))
      .filter((word, i) => word.matched || (i >= from && i < to)),
  };
}

function wordOf(word: FoundWord, match: { certainty: number; token: string } | undefined): SearchWord {
  const { id, x, y, width, height, confidence } = word;
  const text = plainText(word);
  const seen = { id, text, box: { x, y, width, height }, confidence, matched: match !== undefined };
  if (!match) return seen;
  const { certainty, token } = match;
  const says = (reading: string) => tokensOf(reading).includes(token);
  const reading = says(text) ? undefined : readingsOf(word).find((one) => says(one.text))?.text;
  return { ...seen, certainty: rounded(certainty), guess: certainty < minSure, ...(reading && { reading }) };
}

const rounded = (probability: number): number => Math.round(probability * 10_000) / 10_000;
