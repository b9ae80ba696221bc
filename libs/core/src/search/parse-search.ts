import { AppError } from '../errors.js';
import { parseDay } from './parse-day.js';
import { writingsOf } from './other-writings.js';
import {
  type LabelField,
  labelFields,
  type ParsedSearch,
  type SearchGroup,
  type SearchLabel,
  type SearchTerm,
} from './search-query.js';
import { isUnit } from './units.js';

/**
 * Maximum number of terms and labels: a pasted page must not become a query of a thousand parts.
 */
const maxTerms = 16;
/** As a beginning, a shorter word would match half of all words. */
const minBeginning = 3;
const minPrefix = 2;
/** Shorter words have too many neighbours; numbers have none, because 5 mg is not nearly 50 mg. */
const fuzzyWord = /^[\p{L}\p{M}]{4,}$/u;
/** All quotation marks that can enclose a phrase, on any keyboard. */
const quotes = /[“”„‟«»″〝〞〟＂「」『』]/gu;
const number = /^\d+(?:[.,]\d+)*$/;

const part = /(-?)(?:(title|tag|warning|script|from|to):)?(?:"([^"]*)"?|(\S+))/giu;

export interface ParseOptions {
  /** Also finds words that look similar, and takes the last word as a beginning. */
  isFuzzy: boolean;
}

/**
 * Parses a query the way web search engines do: words that must all be present, `"a phrase"`, `or`,
 * `-not`, `begin*`, `title:`, `tag:`, `warning:`, `script:`, and `from:` and `to:` with a year, a
 * month or a day; also `AND`, `OR` and `NOT` in capitals. `or` separates groups, each with its own
 * filters. A number and the unit after it are one term, with or without a space. Everything else is
 * parsed leniently: parts without a letter or digit are ignored, and "?" and "*" inside a word are
 * dropped, so that a text copied with its marks is found.
 * @throws AppError `search.bad_date` for an invalid date
 */
export function parseSearch(query: string, { isFuzzy }: ParseOptions): ParsedSearch {
  const groups: SearchGroup[] = [emptyGroup()];
  const parts = readParts(query);
  let count = 0;
  for (const [i, { field, phrase, bare, isExcluded, isOr }] of parts.entries()) {
    if (isOr) {
      groups.push(emptyGroup());
      continue;
    }
    const group = groups[groups.length - 1];
    if (field === 'from' || field === 'to') {
      readDate(group, field, phrase ?? bare);
      continue;
    }
    if (count >= maxTerms) continue;
    if (isLabelField(field)) {
      const label = labelOf(field, phrase ?? bare, isExcluded);
      if (label) group.labels.push(label);
      count += label ? 1 : 0;
    } else {
      const isLast = i === parts.length - 1;
      const term = phrase !== undefined ? phraseOf(phrase, isExcluded) : wordOf(bare, { isExcluded, isFuzzy, isLast });
      if (term) group.terms.push(term);
      count += term ? 1 : 0;
    }
  }
  // A query of exclusions alone would find nearly everything, which nobody wants.
  return groups.filter(
    ({ terms, labels, from, to }) =>
      [...terms, ...labels].some(({ isExcluded }) => !isExcluded) || (terms.length === 0 && (from ?? to)),
  );
}

interface QueryPart {
  field: string | undefined;
  phrase: string | undefined;
  bare: string;
  isExcluded: boolean;
  isOr: boolean;
}

/** The parts of a query, without the words that only connect the others. */
function readParts(query: string): QueryPart[] {
  const parts: QueryPart[] = [];
  const all = [...query.replace(quotes, '"').matchAll(part)];
  let isNegated = false;
  for (const [i, [whole, sign, field, phrase, bare]] of all.entries()) {
    const isInside = i > 0 && i < all.length - 1;
    if (whole === 'AND' && isInside) continue;
    if (whole === 'NOT' && i < all.length - 1) {
      isNegated = true;
      continue;
    }
    const last = parts.at(-1);
    if (isAmount(last, bare) && field === undefined && sign === '') {
      last.bare += bare;
      continue;
    }
    const isOr = /^or$/i.test(whole) && isInside;
    parts.push({ field: field?.toLowerCase(), phrase, bare: bare ?? '', isExcluded: sign === '-' || isNegated, isOr });
    isNegated = false;
  }
  return parts;
}

const isAmount = (before: QueryPart | undefined, bare: string | undefined): before is QueryPart =>
  before?.field === undefined &&
  before?.phrase === undefined &&
  number.test(before?.bare ?? '') &&
  bare !== undefined &&
  isUnit(writingsOf(bare).tokens.join(' '));

const emptyGroup = (): SearchGroup => ({ terms: [], labels: [] });

function readDate(group: SearchGroup, field: 'from' | 'to', text: string): void {
  const day = parseDay(text, field === 'from' ? 'first' : 'last');
  if (day === undefined) {
    throw new AppError(
      'search.bad_date',
      `The date after ${field}: is not valid. Write a year, a month or a day, such as ${field}:1905, ` +
        `${field}:1905-03 or ${field}:1905-03-21.`,
    );
  }
  group[field] = day;
}

const isLabelField = (field: string | undefined): field is LabelField => labelFields.some((known) => known === field);

/** A label in the form of the index; undefined if it has no word. */
export function labelOf(field: LabelField, text: string, isExcluded: boolean): SearchLabel | undefined {
  const isMark = field === 'warning' || field === 'script';
  const { tokens, others } = writingsOf(isMark ? text.replaceAll('_', ' ') : text);
  const ways = [tokens, ...others.filter(({ share }) => share === 1).map((other) => other.tokens)];
  return tokens.length > 0 ? { field, ways, isExcluded } : undefined;
}

function phraseOf(text: string, isExcluded: boolean): SearchTerm | undefined {
  const writings = writingsOf(withoutMarks(text));
  if (writings.tokens.length === 0) return undefined;
  return { ...writings, isExcluded, isPrefix: false, mayBegin: false, isFuzzy: false };
}

interface WordPlace {
  isExcluded: boolean;
  isFuzzy: boolean;
  isLast: boolean;
}

function wordOf(text: string, { isExcluded, isFuzzy, isLast }: WordPlace): SearchTerm | undefined {
  const writings = writingsOf(withoutMarks(text));
  const { tokens } = writings;
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  const isPrefix = text.endsWith('*') && last.length >= minPrefix;
  const forgives = isFuzzy && !isExcluded && !isPrefix;
  return {
    ...writings,
    isExcluded,
    isPrefix,
    mayBegin: forgives && isLast && last.length >= minBeginning,
    isFuzzy: forgives && tokens.length === 1 && fuzzyWord.test(last),
  };
}

const withoutMarks = (text: string): string => text.replace(/[?*]/g, '');
