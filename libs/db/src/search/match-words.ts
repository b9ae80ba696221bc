import { tokenise } from '@longhand/core';
import type { ParsedSearch, SearchTerm } from './parse-search.js';

/**
 * Which words of a page the search found. `texts` are the words' texts in reading order; a term of several tokens has to follow itself across
 * them, as in the index.
 */
export function matchWords(texts: readonly string[], search: ParsedSearch): boolean[] {
  const tokens = texts.flatMap((text, word) => tokenise(text).map(({ token }) => ({ token, word })));
  const matched = texts.map(() => false);
  const wanted = search.flat().filter(({ isExcluded }) => !isExcluded);
  for (let start = 0; start < tokens.length; start += 1) {
    for (const term of wanted) {
      if (!isAt(tokens, start, term)) continue;
      for (let i = 0; i < term.tokens.length; i += 1) matched[tokens[start + i].word] = true;
    }
  }
  return matched;
}

function isAt(tokens: readonly { token: string }[], start: number, { tokens: wanted, isPrefix }: SearchTerm): boolean {
  return wanted.every((token, i) => {
    const found = tokens[start + i]?.token;
    if (found === undefined) return false;
    return isPrefix && i === wanted.length - 1 ? found.startsWith(token) : found === token;
  });
}
