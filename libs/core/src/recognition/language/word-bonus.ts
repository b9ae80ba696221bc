import type { LanguageOptions } from './language-model.js';

const wordCharacter = /[\p{L}\p{N}]/u;
const minLetters = 3;

/** Letters and digits form words; all other characters separate them. */
export function isWordCharacter(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return wordCharacter.test(character);
}

/**
 * The bonus for a completed word: that of known words if it is one with at least three letters,
 * otherwise 0. A word with a digit gets none: numbers, doses and codes are read from the ink.
 */
export function wordBonus(word: string, { words }: LanguageOptions): number {
  if (!words || word.length < minLetters || !words.known.has(word.toLowerCase())) return 0;
  return /\d/.test(word) ? 0 : words.bonus;
}

/** The same for all words of a text. */
export function wordBonuses(text: string, options: LanguageOptions): number {
  let sum = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isWordCharacter(text[at])) continue;
    sum += wordBonus(text.slice(from, at), options);
    from = at + 1;
  }
  return sum;
}
