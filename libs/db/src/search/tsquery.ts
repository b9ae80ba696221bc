import {
  coverDays,
  mayBeOpen,
  minSure,
  type SearchGroup,
  type SearchLabel,
  type SearchTerm,
  similarShare,
} from '@longhand/core';
import {
  dateLexeme,
  guessLexeme,
  labelLexeme,
  pageMarkLexeme,
  pairLexeme,
  quoted,
  sureLexeme,
  tagLexeme,
  titleLexeme,
} from './lexemes.js';
import type { Expansions } from './lexicon.js';
import { weightsThatCount } from './weights.js';

/**
 * How tolerant a search is: `sure` finds readings with probability 1/2 or more, `guess` also less
 * probable readings, `similar` also beginnings and words that look similar.
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
    // A page is excluded only for words that were read with certainty.
    term.isExcluded ? `!(${termQuery(writer, term, 'sure')})` : `(${termQuery(writer, term, tier)})`,
  );
  return parts.length > 0 ? parts.join(' & ') : undefined;
}

/**
 * The labels and dates of a group as a tsquery over `labels`; undefined if it has none, and null if
 * no day can be in its range.
 */
export function labelQuery(code: string, { labels, from, to }: SearchGroup): string | undefined | null {
  const parts = labels.map((label) => `${label.isExcluded ? '!' : ''}(${labelText(code, label)})`);
  if (from !== undefined || to !== undefined) {
    const keys = coverDays(from, to);
    if (keys.length === 0) return null;
    parts.push(`(${keys.map((key) => quoted(dateLexeme(code, key))).join(' | ')})`);
  }
  return parts.length > 0 ? parts.join(' & ') : undefined;
}

function labelText(code: string, { field, ways }: SearchLabel): string {
  const words = (tokens: readonly string[]) =>
    field === 'tag'
      ? quoted(tagLexeme(code, tokens))
      : field === 'warning' || field === 'script'
        ? quoted(pageMarkLexeme(code, field, tokens.join(' ')))
        : tokens.map((token) => `${quoted(titleLexeme(code, token))}:*`).join(' & ');
  return ways.map((tokens) => `(${words(tokens)})`).join(' | ');
}

/** A term as a tsquery over `labels`: its words in the title or the tags. */
export function labelledTermQuery(code: string, term: SearchTerm): string {
  return waysOf(term, 'sure')
    .map(({ tokens, isMain }) => {
      const isOpen = term.isPrefix && mayBeOpen(tokens[tokens.length - 1], isMain);
      return tokens.map(
        (token, i) => quoted(labelLexeme(code, token)) + (isOpen && i === tokens.length - 1 ? ':*' : ''),
      );
    })
    .map((words) => `(${words.join(' & ')})`)
    .join(' | ');
}

/** A spelling of a term: as typed, or another. */
export interface Way {
  tokens: readonly string[];
  share: number;
  /** True for the spelling as typed: similar words are found too. */
  isMain: boolean;
}

/** The spellings of a term that a tier searches. */
export function waysOf({ tokens, others }: SearchTerm, tier: Tier): Way[] {
  const wanted = others.filter(({ share }) => tier !== 'sure' || share >= minSure);
  return [{ tokens, share: 1, isMain: true }, ...wanted.map((way) => ({ ...way, isMain: false }))];
}

function termQuery(writer: QueryWriter, term: SearchTerm, tier: Tier): string {
  return waysOf(term, tier)
    .map((way) => `(${wayQuery(writer, { term, way, tier })})`)
    .join(' | ');
}

interface Asked {
  term: SearchTerm;
  way: Way;
  tier: Tier;
}

function wayQuery(writer: QueryWriter, asked: Asked): string {
  const { tokens } = asked.way;
  const words = tokens.map((token, i) => tokenQuery(writer, token, i === tokens.length - 1, asked));
  if (words.length === 1) return words[0];
  const pairs = tokens
    .slice(1, isOpenWay(asked) ? -1 : undefined)
    .map((token, i) => quoted(pairLexeme(writer.code, tokens[i], token)));
  return [...pairs, `(${words.map((word) => `(${word})`).join(' <-> ')})`].join(' & ');
}

/** Whether the last token of a way may be a beginning. */
function isOpenWay({ term, way, tier }: Asked): boolean {
  const { tokens, isMain } = way;
  return (term.isPrefix || (term.mayBegin && tier === 'similar')) && mayBeOpen(tokens[tokens.length - 1], isMain);
}

function tokenQuery(writer: QueryWriter, token: string, isLast: boolean, asked: Asked): string {
  const { term, way, tier } = asked;
  const { beginnings, similar } = writer.expansions;
  const mayBegin = isLast && isOpenWay(asked);
  const instead = mayBegin ? beginnings.get(token) : undefined;
  const alike = term.isFuzzy && way.isMain && tier === 'similar' ? [...(similar.get(token) ?? [])] : [];
  const isOpen = mayBegin && instead === undefined;
  return [
    ...lexemesOf(writer.code, token, tier).map((lexeme) => quoted(lexeme) + (isOpen ? ':*' : '')),
    ...(instead ?? []).flatMap((form) => lexemesOf(writer.code, form, tier)).map(quoted),
    ...alike.flatMap(([form, distance]) => alikeLexemes(writer.code, token, form, distance)),
  ].join(' | ');
}

/**
 * The lexemes of a form that looks like a token, with the weights of those of its readings that
 * count.
 */
function alikeLexemes(code: string, token: string, form: string, distance: number): string[] {
  const shareOf = (least: number) => similarShare(token, distance, least);
  const [sure, guess] = [weightsThatCount('sure', shareOf), weightsThatCount('guess', shareOf)];
  return [
    ...(sure ? [`${quoted(sureLexeme(code, form))}:${sure}`] : []),
    ...(guess ? [`${quoted(guessLexeme(code, form))}:${guess}`] : []),
  ];
}

/** The lexemes under which a form is found. */
function lexemesOf(code: string, form: string, tier: Tier): string[] {
  return tier === 'sure' ? [sureLexeme(code, form)] : [sureLexeme(code, form), guessLexeme(code, form)];
}
