import { tokenise } from '@longhand/core';
import type { TrueLine } from '@longhand/training';

/**
 * Page codes, and the consent sentence that most Copiste sheets carry, printed on some and written
 * on others.
 */
const leftOut = ['wikitexte_', 'licence', 'cc-by', 'librement', 'commerciales'];
/** Marks of the transcriptions: struck-out words, and superscripts. */
const struck = />[^<]*<|⟦[^⟧]*⟧|\^/g;
const keyword = /^\p{L}{4,}$/u;

/**
 * Every word of four letters or more that stands on a page, as search knows it: without accents and
 * capitals.
 */
export function keywordsOfPage(lines: readonly Pick<TrueLine, 'text'>[]): Set<string> {
  const kept = lines
    .map(({ text }) => text)
    .filter((text) => !leftOut.some((part) => text.toLowerCase().includes(part)));
  const tokens = kept.flatMap((text) => tokenise(text.replace(struck, ' ')).tokens.map(({ token }) => token));
  return new Set(tokens.filter((token) => keyword.test(token)));
}
