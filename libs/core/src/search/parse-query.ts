import { tokenise } from './tokenise.js';

/** A search as words that must all occur; each also matches as the beginning of a word. */
export interface SearchQuery {
  terms: string[];
}

/** Most terms that are looked up: a pasted page must not become a query of a thousand parts. */
const mostTerms = 12;

/** Splits what a person typed into normalised terms, each once, at most 12. No terms means nothing can be found. */
export function parseQuery(query: string): SearchQuery {
  return { terms: [...new Set(tokenise(query).map((t) => t.token))].slice(0, mostTerms) };
}

/** True when a word as written has a part that begins with one of the terms. */
export function isMatch(word: string, terms: readonly string[]): boolean {
  return tokenise(word).some(({ token }) => terms.some((term) => token.startsWith(term)));
}
