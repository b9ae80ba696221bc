import { coverDays, type SearchGroup, type SearchLabel, type SearchTerm } from '@longhand/core';
import { dateLexeme, guessLexeme, pairLexeme, quoted, sureLexeme, tagLexeme, titleLexeme } from './lexemes.js';
import type { Expansions } from './lexicon.js';

/**
 * How much a search forgives: `sure` finds what was read with probability 1/2 or more, `guess` also what may stand there instead, `similar` also
 * beginnings and words that look alike.
 */
export type Tier = 'sure' | 'guess' | 'similar';

/** Writes parts of a search as tsqueries for one tenant. */
export interface QueryWriter {
  code: string;
  expansions: Expansions;
}

/** The words of a group as a tsquery over `body`; undefined when it has none. */
export function bodyQuery(writer: QueryWriter, { terms }: SearchGroup, tier: Tier): string | undefined {
  const parts = terms.map((term) =>
    // A page is left out only for what was surely read there.
    term.isExcluded ? `!(${termQuery(writer, term, 'sure')})` : `(${termQuery(writer, term, tier)})`,
  );
  return parts.length > 0 ? parts.join(' & ') : undefined;
}

/** The labels and dates of a group as a tsquery over `labels`; undefined when it has none, and null when no day can be in its range. */
export function labelQuery(code: string, { labels, from, to }: SearchGroup): string | undefined | null {
  const parts = labels.map((label) => `${label.isExcluded ? '!' : ''}(${labelText(code, label)})`);
  if (from !== undefined || to !== undefined) {
    const keys = coverDays(from, to);
    if (keys.length === 0) return null;
    parts.push(`(${keys.map((key) => quoted(dateLexeme(code, key))).join(' | ')})`);
  }
  return parts.length > 0 ? parts.join(' & ') : undefined;
}

function labelText(code: string, { field, tokens }: SearchLabel): string {
  if (field === 'tag') return quoted(tagLexeme(code, tokens));
  return tokens.map((token) => `${quoted(titleLexeme(code, token))}:*`).join(' & ');
}

function termQuery(writer: QueryWriter, term: SearchTerm, tier: Tier): string {
  const { tokens } = term;
  const words = tokens.map((token, i) => tokenQuery(writer, token, i === tokens.length - 1 ? term : undefined, tier));
  if (words.length === 1) return words[0];
  const isOpen = term.isPrefix || (term.mayBegin && tier === 'similar');
  const pairs = tokens
    .slice(1, isOpen ? -1 : undefined)
    .map((token, i) => quoted(pairLexeme(writer.code, tokens[i], token)));
  return [...pairs, `(${words.map((word) => `(${word})`).join(' <-> ')})`].join(' & ');
}

function tokenQuery(writer: QueryWriter, token: string, term: SearchTerm | undefined, tier: Tier): string {
  const { beginnings, similar } = writer.expansions;
  const mayBegin = term?.isPrefix || (term?.mayBegin && tier === 'similar');
  const instead = mayBegin ? beginnings.get(token) : undefined;
  const alike = term?.isFuzzy && tier === 'similar' ? [...(similar.get(token)?.keys() ?? [])] : [];
  const isOpen = mayBegin === true && instead === undefined;
  return [
    ...lexemesOf(writer.code, token, tier).map((lexeme) => quoted(lexeme) + (isOpen ? ':*' : '')),
    ...[...(instead ?? []), ...alike].flatMap((form) => lexemesOf(writer.code, form, tier)).map(quoted),
  ].join(' | ');
}

/** The lexemes under which a form is found. */
function lexemesOf(code: string, form: string, tier: Tier): string[] {
  return tier === 'sure' ? [sureLexeme(code, form)] : [sureLexeme(code, form), guessLexeme(code, form)];
}
