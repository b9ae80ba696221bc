import { tokenise } from '@longhand/core';

/** One thing to find: a word, a phrase, or what begins like its last word. */
export interface SearchTerm {
  /** Words that follow each other, in the form of the index. Never empty. */
  tokens: string[];
  /** The last token may be the beginning of a word. */
  isPrefix: boolean;
  /** A page with this term is no hit. */
  isExcluded: boolean;
}

/** Alternatives (`or`), each a list of terms that all have to be there. */
export type ParsedSearch = SearchTerm[][];

const mostTerms = 16;
/** Shorter words would match half of all words when taken as a beginning. */
const shortestBeginning = 3;

/**
 * Reads what a person typed the way web search engines do: words that all have to be there, "a phrase", `or`, `-not`, `begin*`. The last
 * word may be a beginning, because people search while they type. Nothing is an error: what has no letter or digit is passed over. "?" and
 * "*" inside a word are dropped, so that a text copied with its marks is found.
 */
export function parseSearch(query: string): ParsedSearch {
  const alternatives: ParsedSearch = [[]];
  const parts = [...query.matchAll(/(-?)"([^"]*)"?|(\S+)/g)];
  let count = 0;
  for (const [i, [, phraseSign, phrase, bare]] of parts.entries()) {
    if (bare !== undefined && /^or$/i.test(bare) && i > 0 && i < parts.length - 1) {
      alternatives.push([]);
      continue;
    }
    const isLast = i === parts.length - 1;
    const term = phrase !== undefined ? phraseOf(phrase, phraseSign) : wordOf(bare, isLast);
    if (term && count < mostTerms) {
      alternatives[alternatives.length - 1].push(term);
      count += 1;
    }
  }
  // Only exclusions would find nearly everything, which is nothing that anybody looks for.
  return alternatives.filter((terms) => terms.some(({ isExcluded }) => !isExcluded));
}

function phraseOf(phrase: string, sign: string): SearchTerm | undefined {
  return termOf(phrase, { isPrefix: false, isExcluded: sign === '-' });
}

function wordOf(word: string, isLast: boolean): SearchTerm | undefined {
  const isExcluded = word.startsWith('-');
  const hasStar = word.endsWith('*');
  const term = termOf(word, { isPrefix: hasStar, isExcluded });
  const isBeginning = isLast && !isExcluded && (term?.tokens.at(-1)?.length ?? 0) >= shortestBeginning;
  return term && { ...term, isPrefix: hasStar || isBeginning };
}

function termOf(text: string, kind: Omit<SearchTerm, 'tokens'>): SearchTerm | undefined {
  const tokens = tokenise(text.replace(/[?*]/g, '')).map(({ token }) => token);
  return tokens.length > 0 ? { tokens, ...kind } : undefined;
}
