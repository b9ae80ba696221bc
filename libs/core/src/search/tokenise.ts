import { normaliseText } from './normalise-text.js';

/** A word of a text: normalised, with its place in the text as written. */
export interface Token {
  token: string;
  /** UTF-16 offsets into the original text, end exclusive. */
  start: number;
  end: number;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}]+)?/gu;
/** What most words are; it needs no further look. */
const plainWord = /^[a-zA-Z0-9]+$/;
/** Longer runs are cut: no word is as long, and the index has a limit of its own. */
const longestToken = 60;

/** The words of a text in order: runs of letters and digits, an apostrophe inside a word dropped ("O'Brien" gives "obrien"). */
export function tokenise(text: string): Token[] {
  if (plainWord.test(text)) return [{ token: text.toLowerCase().slice(0, longestToken), start: 0, end: text.length }];
  return Array.from(text.matchAll(wordPattern), (match) => ({
    token: normaliseText(match[0]).replace(/['’]/g, '').slice(0, longestToken),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
