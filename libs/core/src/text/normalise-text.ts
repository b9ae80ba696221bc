import { cleanText } from './clean-text.js';
import { foldScript } from './fold-script.js';

/**
 * Version of this normalisation, stored in each search row. Increase it after any change to how
 * texts are folded, split or spelt for search; the API then rewrites the rows in the background.
 */
export const foldingVersion = 3;

const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

const isAscii = /^[\x20-\x5f\x61-\x7e]*$/;
/** Only in these scripts are accents spelling marks; elsewhere they are vowels. */
const accents = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}0-9]\p{M}*)\p{M}/gu;

/**
 * The form in which texts and queries are compared: lower case, no accents on Latin, Greek and
 * Cyrillic letters, one spelling for variants in other scripts (see foldScript), compatibility
 * forms resolved. Both the search index and the query must use it. The length may change.
 */
export function normaliseText(text: string): string {
  // Most texts contain only these characters, and a page has thousands of readings.
  if (isAscii.test(text)) return text.toLowerCase();
  const bare = cleanText(text).normalize('NFD').replace(accents, '').normalize('NFC');
  return foldScript(bare)
    .toLowerCase()
    .replace(/[ßæœøđłðþıς]/g, (letter) => spelledOut[letter]);
}
