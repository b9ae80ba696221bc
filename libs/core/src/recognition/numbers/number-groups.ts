import { isNumberToken, isUnitToken } from './number-token.js';

/**
 * Neighbouring words that are read together: numbers, their units and parts that may have been cut
 * off. [from, to)
 */
export interface NumberGroup {
  from: number;
  to: number;
}

/** Letters and signs that digits are taken for. */
const digitLike = /^[OoDQIlJ|!/\\()SsBZzGgqbTtAa.,:-]{1,4}$/;
const likeDose = /^[OoIl|SBZz]{1,3}(mg|mcg|ml|g|kg|units?|%)$/;
/** What units come out as. */
const likeUnit = /^[mkcdlgu][a-z]{0,3}[.,]?$/;
const maxWords = 5;

/**
 * The groups of a line. A word with a digit starts a group, as does a word whose ink shows digits
 * or that looks like a dose whose digits were read as letters; neighbouring words that may belong
 * to it are included.
 *
 * @param inks what the ink of each word says without the language model. @param isKnown whether a
 * word in small letters exists.
 */
export function numberGroups(
  words: readonly string[],
  inks: readonly string[],
  isKnown: (word: string) => boolean,
): NumberGroup[] {
  const isSeed = words.map((word, i) => isNumberToken(word) || likeDose.test(word) || isMostlyDigits(inks[i]));
  const mayBelong = (word: string) =>
    isUnitToken(word) ||
    likeUnit.test(word) ||
    /^[./:,-]/.test(word) ||
    (digitLike.test(word) && !(word.length > 1 && isKnown(word.toLowerCase())));
  const groups: NumberGroup[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!isSeed[i]) continue;
    let [from, to] = [i, i + 1];
    const end = groups.at(-1)?.to ?? 0;
    while (from > end && to - from < maxWords && mayBelong(words[from - 1]) && !likeUnit.test(words[from - 1]))
      from -= 1;
    while (to < words.length && to - from < maxWords && (isSeed[to] || mayBelong(words[to]))) to += 1;
    groups.push({ from, to });
    i = to - 1;
  }
  return groups;
}

function isMostlyDigits(text: string): boolean {
  const digits = (text.match(/\d/g) ?? []).length;
  return digits > 0 && digits * 2 >= text.replace(/[^\p{L}\p{N}]/gu, '').length;
}
