import {
  indexWords,
  type IndexedToken,
  isScriptCode,
  keysOfDay,
  minSure,
  type Reading,
  scriptNames,
  tokensOf,
  writingsOf,
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
  tenantCode,
  titleLexeme,
} from './lexemes.js';
import { weightOf } from './weights.js';

/** Less probable pairs are found only by a search for both words, not as a phrase. */
const minPair = 0.02;
/** PostgreSQL stores no more positions of one lexeme. */
const maxPlaces = 255;

/**
 * The readings of a page's words as the text of a tsvector: every reading at the position of its
 * word, with its probability as weight A to D (see weightOf).
 * @param words readings of each word in reading order, the one on show first.
 * @param lines number of each word's line: see indexWords
 */
export function searchBodyOf(
  tenantId: string,
  words: readonly (readonly Reading[])[],
  lines?: readonly number[],
): string {
  const code = tenantCode(tenantId);
  const tokens = indexWords(words, lines);
  const places = new Map<string, string[]>();
  for (const { token, position, probability } of tokens) {
    const lexeme = (probability >= minSure ? sureLexeme : guessLexeme)(code, token);
    const known = places.get(lexeme);
    const place = position + weightOf(probability);
    if (!known) places.set(lexeme, [place]);
    else if (known.length < maxPlaces) known.push(place);
  }
  const parts = [...places].map(([lexeme, at]) => `${quoted(lexeme)}:${at.join(',')}`);
  const pairs = [...pairsOf(code, tokens)].map(quoted);
  return [...parts, ...pairs].join(' ');
}

function pairsOf(code: string, tokens: readonly IndexedToken[]): Set<string> {
  const byPosition = new Map<number, IndexedToken[]>();
  for (const token of tokens) byPosition.set(token.position, [...(byPosition.get(token.position) ?? []), token]);
  const pairs = new Set<string>();
  for (const [position, place] of byPosition) {
    for (const [i, first] of place.entries()) {
      for (const [j, second] of (byPosition.get(position + 1) ?? []).entries()) {
        const isShown = i === 0 && j === 0;
        if (isShown || first.probability * second.probability >= minPair)
          pairs.add(pairLexeme(code, first.token, second.token));
      }
    }
  }
  return pairs;
}

/**
 * Words of title and tags, which a search for plain words also finds. File names are found only by
 * `title:`.
 */
export function labelTokens({ title, tags }: Pick<LabelledDocument, 'title' | 'tags'>): string[] {
  return [...new Set([title, ...tags].flatMap(tokensOf))];
}

/** The searchable fields of a document. */
export interface LabelledDocument {
  name: string;
  title: string;
  tags: readonly string[];
  /** `YYYY-MM-DD` */
  recordDate?: string | undefined;
}

/** A document's title, tags and date as the text of a tsvector. */
export function labelsOf(tenantId: string, { name, title, tags, recordDate }: LabelledDocument): string {
  const code = tenantCode(tenantId);
  const lexemes = new Set([
    ...tokensOf(`${title} ${name}`).map((token) => titleLexeme(code, token)),
    ...tags.map((tag) => tagLexeme(code, writingsOf(tag).tokens)),
    ...labelTokens({ title, tags }).map((token) => labelLexeme(code, token)),
    ...(recordDate ? keysOfDay(recordDate).map((key) => dateLexeme(code, key)) : []),
  ]);
  return [...lexemes].map(quoted).join(' ');
}

/** The searchable marks of a page, in addition to its words. */
export interface MarkedPage {
  /** Codes of its warnings, `page.blurred`. */
  warnings: readonly string[];
  /** ISO 15924 codes of lines that were not read. */
  scripts: readonly string[];
}

/**
 * A page's warnings and unread scripts as the text of a tsvector: `warning:blurred`, and
 * `script:deva` as well as `script:devanagari`.
 */
export function pageMarksOf(tenantId: string, { warnings, scripts }: MarkedPage): string {
  const code = tenantCode(tenantId);
  const names = scripts.flatMap((script) => [script, ...(isScriptCode(script) ? [scriptNames[script]] : [])]);
  const lexemes = new Set([
    ...warnings.map((warning) => pageMarkLexeme(code, 'warning', markName(warning.replace(/^[a-z]+\./, '')))),
    ...names.map((name) => pageMarkLexeme(code, 'script', markName(name))),
  ]);
  return [...lexemes].map(quoted).join(' ');
}

/** The name of a mark as the index knows it: `other_script` for "Other script" too. */
export const markName = (text: string): string => tokensOf(text.replaceAll('_', ' ')).join(' ');
