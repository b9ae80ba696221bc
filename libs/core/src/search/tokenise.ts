import { cleanText } from '../text/clean-text.js';
import { normaliseText } from '../text/normalise-text.js';
import { otherSpellings } from './other-spellings.js';
import { isUnit, plainUnit } from './units.js';
import { type OtherForm, readDate, type WrittenDate } from './written-date.js';

/** A word of a text in the form of the index. */
export interface Token {
  token: string;
  /** The other forms under which it is found, at its position. */
  others: readonly OtherForm[];
}

/** What several tokens are as a whole: a date, or parts joined by a hyphen. */
export interface Span {
  /** Indices of the first and the last token. */
  from: number;
  to: number;
  what: string | WrittenDate;
}

export interface TokenisedText {
  tokens: Token[];
  spans: Span[];
}

/** Most words are like this and need no further processing. */
const plainWord = /^(?:[a-zA-Z]+|[0-9]+)$/;
/** Longer runs are cut: no word is this long, and the index has its own limit. */
const maxTokenLength = 60;

/**
 * Scripts written without spaces: each character is a token, so that a word is found inside a
 * sentence.
 */
const ideograph = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]';
const letter = `(?!${ideograph})[\\p{L}\\p{N}\\p{M}]`;
const pattern = new RegExp(
  [
    String.raw`(?<!${letter})(?<date>(?<a>\d{1,4})(?<mark>[./-])(?<b>\d{1,2})\k<mark>(?<c>\d{1,4}))` +
      String.raw`(?!${letter}|\k<mark>\d)`,
    String.raw`(?<!${letter})(?<number>\d+(?:[.,]\d+)+|\d{1,3}(?:'\d{3})+|(?<![.,])\.\d{1,2})(?!\p{N})`,
    `(?<ideograph>${ideograph})`,
    '(?<box>[☐☑☒])',
    `(?<word>(?!\\p{M})(?:${letter})+(?:'(?:${letter})+)*)`,
  ].join('|'),
  'gu',
);
const hyphens = /^[-‐‑]$/u;
const amount = /^(\d+)(\p{L}.*)$/u;

/**
 * The words of a text in order: runs of letters and digits, without an apostrophe ("O'Brien" gives
 * "obrien"), and all their other spellings.
 */
export function tokenise(text: string): TokenisedText {
  if (plainWord.test(text)) return { tokens: [plainToken(plainUnit(text.toLowerCase()))], spans: [] };
  const clean = cleanText(text);
  const read: TokenisedText = { tokens: [], spans: [] };
  const runs: { from: number; to: number; text: string; start: number; end: number }[] = [];
  for (const match of clean.matchAll(pattern)) {
    const [whole] = match;
    const from = read.tokens.length;
    const { date, a, b, c, number, box } = match.groups ?? {};
    const day = date ? readDate(a, b, c) : undefined;
    if (date) read.tokens.push(...date.split(/[./-]/).map(plainToken));
    else if (number) read.tokens.push(...numberTokens(number));
    else if (box) read.tokens.push(box === '☐' ? emptyBox : tickedBox);
    else read.tokens.push(...wordTokens(whole));
    if (day) read.spans.push({ from, to: read.tokens.length - 1, what: day });
    if (date ?? number ?? box) continue;
    runs.push({ from, to: read.tokens.length - 1, text: whole, start: match.index, end: match.index + whole.length });
  }
  read.spans.push(...joinedRuns(clean, runs));
  return read;
}

/** Boxes of a form are found by their symbol and by the usual words for it. */
const tickedBox: Token = { token: 'ticked', others: [{ token: 'checked', share: 1 }] };
const emptyBox: Token = { token: 'unticked', others: [{ token: 'unchecked', share: 1 }] };

const plainToken = (token: string): Token => ({ token: token.slice(0, maxTokenLength), others: [] });

/**
 * A decimal, with a point and without trailing zeros. `1.500` may be 1.5 or 1500, so each is only a
 * guess.
 */
function numberTokens(text: string): Token[] {
  const number = text.replace(/'/g, '');
  const groups = number.split(/[.,]/);
  if (groups.length === 1) return [plainToken(number)];
  if (groups[0] === '') return [{ token: `0.${groups[1]}`, others: [] }];
  const isThousands = (parts: readonly string[]) =>
    /^[1-9]\d{0,2}$/.test(groups[0]) && parts.every((part) => part.length === 3);
  if (groups.length > 2) {
    const marks = new Set(number.match(/[.,]/g));
    if (marks.size === 1 && isThousands(groups.slice(1))) return [plainToken(groups.join(''))];
    const last = groups[groups.length - 1];
    if (marks.size === 2 && isThousands(groups.slice(1, -1))) return decimal(groups.slice(0, -1).join(''), last);
    return groups.map(plainToken);
  }
  const [whole, part] = groups;
  if (!isThousands([part])) return decimal(whole, part);
  const others = [whole + part, shortened(whole, part)].map((token) => ({ token, share: 0.4 }));
  return [{ token: `${whole}.${part}`, others }];
}

function decimal(whole: string, part: string): Token[] {
  const [token, short] = [`${whole}.${part}`, shortened(whole, part)];
  return [{ token, others: short === token ? [] : [{ token: short, share: 1 }] }];
}

const shortened = (whole: string, part: string): string => `${whole}.${part}`.replace(/\.?0+$/, '');

function wordTokens(text: string): Token[] {
  const token = plainUnit(normaliseText(text).replace(/'/g, '')).slice(0, maxTokenLength);
  const [, number, unit] = amount.exec(token) ?? [];
  if (unit !== undefined && isUnit(unit)) return [plainToken(number), plainToken(plainUnit(unit))];
  return [{ token, others: otherSpellings(text, token) }];
}

/**
 * Parts joined by hyphens, and single letters with points: they may also be written as one word.
 */
function joinedRuns(
  text: string,
  runs: readonly { from: number; to: number; text: string; start: number; end: number }[],
): Span[] {
  const spans: Span[] = [];
  const isInitial = (part: string) => /^\p{L}$/u.test(part);
  const isNumber = (part: string) => /^\d+$/.test(part);
  for (let i = 0; i < runs.length; i++) {
    let last = i;
    const joins = (a: (typeof runs)[number], b: (typeof runs)[number]) => {
      const between = text.slice(a.end, b.start);
      if (between === '.') return isInitial(a.text) && isInitial(b.text);
      return hyphens.test(between) && !(isNumber(a.text) && isNumber(b.text));
    };
    while (last + 1 < runs.length && joins(runs[last], runs[last + 1])) last += 1;
    if (last === i) continue;
    const what = runs
      .slice(i, last + 1)
      .map((run) => normaliseText(run.text).replace(/'/g, ''))
      .join('');
    if (what.length <= maxTokenLength) spans.push({ from: runs[i].from, to: runs[last].to, what });
    i = last;
  }
  return spans;
}
