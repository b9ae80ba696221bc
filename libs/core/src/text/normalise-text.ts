import { cleanText } from './clean-text.js';
import { foldScript } from './fold-script.js';

/**
 * Number of this folding. Search rows carry it: whoever changes how texts are folded, split or
 * spelt for the search adds one, and the rows are written again in the background.
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
/** Accents are marks of spelling in these scripts alone; elsewhere they are vowels. */
const accents = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}0-9]\p{M}*)\p{M}/gu;

/**
 * The form in which texts and queries are compared: small letters, no accents on Latin, Greek and
 * Cyrillic letters, one spelling of what other scripts spell in several ways (see foldScript),
 * compatibility forms resolved. The search index and the query must both go through it. The length
 * may change.
 */
export function normaliseText(text: string): string {
  // Most texts have nothing but these, and a page has thousands of readings.
  if (isAscii.test(text)) return text.toLowerCase();
  const bare = cleanText(text).normalize('NFD').replace(accents, '').normalize('NFC');
  return foldScript(bare)
    .toLowerCase()
    .replace(/[ßæœøđłðþıς]/g, (letter) => spelledOut[letter]);
}
