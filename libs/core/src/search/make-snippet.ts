import { tokenise } from './tokenise.js';

export interface SnippetOptions {
  /** Longest snippet in UTF-16 units, marks not counted. */
  maxLength?: number;
  /** Put around each hit. */
  open?: string;
  close?: string;
}

/**
 * The part of a text that shows most different terms, cut at words, line breaks as spaces, hits marked. Without a hit: the beginning of the text.
 */
export function makeSnippet(
  text: string,
  terms: readonly string[],
  { maxLength = 160, open = '', close = '' }: SnippetOptions = {},
): string {
  const tokens = tokenise(text);
  const termOf = tokens.map(({ token }) => terms.findIndex((term) => token.startsWith(term)));
  let best = { found: 0, first: 0 };
  for (const [first, term] of termOf.entries()) {
    if (term < 0) continue;
    const found = new Set<number>();
    for (let i = first; i < tokens.length && tokens[i].end - tokens[first].start <= maxLength; i++)
      if (termOf[i] >= 0) found.add(termOf[i]);
    if (found.size > best.found) best = { found: found.size, first };
  }
  if (tokens.length === 0) return '';
  let from = best.first;
  // A little of what stands before the hit, but never so much that the hit itself falls off.
  while (from > 0 && tokens[best.first].start - tokens[from - 1].start <= maxLength / 4) from--;
  let to = from;
  while (to + 1 < tokens.length && tokens[to + 1].end - tokens[from].start <= maxLength) to++;
  let snippet = from > 0 ? '… ' : '';
  for (let i = from, at = tokens[from].start; i <= to; i++) {
    const { start, end } = tokens[i];
    const word = text.slice(start, end);
    snippet += text.slice(at, start) + (termOf[i] >= 0 ? open + word + close : word);
    at = end;
  }
  return snippet.replace(/\s+/g, ' ') + (to + 1 < tokens.length ? ' …' : '');
}
