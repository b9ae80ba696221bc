import { AppError } from '../errors.js';
import { parseDay } from './parse-day.js';
import type { ParsedSearch, SearchGroup, SearchLabel, SearchTerm } from './search-query.js';
import { tokenise } from './tokenise.js';

/** Most terms and labels that are looked up: a pasted page must not become a query of a thousand parts. */
const maxTerms = 16;
/** Shorter words would match half of all words when taken as a beginning. */
const shortestBeginning = 3;
const shortestPrefix = 2;
/** Shorter words have too many neighbours; numbers have none, because 5 mg is not nearly 50 mg. */
const fuzzyWord = /^\p{L}{4,}$/u;

const part = /(-?)(?:(title|tag|from|to):)?(?:"([^"]*)"?|(\S+))/giu;

export interface ParseOptions {
  /** Finds words that look alike, and takes the last word as a beginning. */
  isFuzzy: boolean;
}

/**
 * Reads what a person typed the way web search engines do: words that all have to be there, `"a phrase"`, `or`, `-not`, `begin*`, `title:`,
 * `tag:`, and `from:` and `to:` with a year, a month or a day. `or` parts groups; each has filters of its own. Everything else is read
 * leniently: what has no letter or digit is passed over, and "?" and "*" inside a word are dropped, so that a text copied with its marks is
 * found.
 * @throws AppError `search.bad_date` for a date that is none
 */
export function parseSearch(query: string, { isFuzzy }: ParseOptions): ParsedSearch {
  const groups: SearchGroup[] = [emptyGroup()];
  const parts = [...query.matchAll(part)];
  let count = 0;
  for (const [i, [whole, sign, fieldName, phrase, bare]] of parts.entries()) {
    if (/^or$/i.test(whole) && i > 0 && i < parts.length - 1) {
      groups.push(emptyGroup());
      continue;
    }
    const group = groups[groups.length - 1];
    const field = fieldName?.toLowerCase();
    if (field === 'from' || field === 'to') {
      readDate(group, field, phrase ?? bare);
      continue;
    }
    if (count >= maxTerms) continue;
    const isExcluded = sign === '-';
    if (field === 'title' || field === 'tag') {
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
  // Only exclusions would find nearly everything, which is nothing that anybody looks for.
  return groups.filter(
    ({ terms, labels, from, to }) =>
      [...terms, ...labels].some(({ isExcluded }) => !isExcluded) || (terms.length === 0 && (from ?? to)),
  );
}

const emptyGroup = (): SearchGroup => ({ terms: [], labels: [] });

function readDate(group: SearchGroup, field: 'from' | 'to', text: string): void {
  const day = parseDay(text, field === 'from' ? 'first' : 'last');
  if (day === undefined) {
    throw new AppError(
      'search.bad_date',
      `The date after ${field}: is not one: write a year, a month or a day, such as ${field}:1905, ${field}:1905-03 or ${field}:1905-03-21.`,
    );
  }
  group[field] = day;
}

/** A title or tag as the index knows it; undefined when it has no word. */
export function labelOf(field: 'title' | 'tag', text: string, isExcluded: boolean): SearchLabel | undefined {
  const tokens = tokensOf(text);
  return tokens.length > 0 ? { field, tokens, isExcluded } : undefined;
}

function phraseOf(text: string, isExcluded: boolean): SearchTerm | undefined {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return undefined;
  return { tokens, isExcluded, isPrefix: false, mayBegin: false, isFuzzy: false };
}

interface WordPlace {
  isExcluded: boolean;
  isFuzzy: boolean;
  isLast: boolean;
}

function wordOf(text: string, { isExcluded, isFuzzy, isLast }: WordPlace): SearchTerm | undefined {
  const tokens = tokensOf(text);
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  const isPrefix = text.endsWith('*') && last.length >= shortestPrefix;
  const forgives = isFuzzy && !isExcluded && !isPrefix;
  return {
    tokens,
    isExcluded,
    isPrefix,
    mayBegin: forgives && isLast && last.length >= shortestBeginning,
    isFuzzy: forgives && tokens.length === 1 && fuzzyWord.test(last),
  };
}

const tokensOf = (text: string): string[] => tokenise(text.replace(/[?*]/g, '')).map(({ token }) => token);
