/** The 62 classes of EMNIST ByClass in label order; class number = index in this string. */
export const alphabet62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Marks without a class in the network: only size and position on the line identify them. Their
 * class numbers follow the 62.
 */
export const marks = ".,-'";

/** All readable characters; index = class number. */
export const characters66 = alphabet62 + marks;

/**
 * Which characters may be read: everything, digits, capitals, or the paper's 36 classes (digits and
 * capitals).
 */
export type Charset = 'all' | 'digits' | 'capitals' | 'digits-and-capitals';

/** The kinds of character, as small integers that index tables. */
export const characterKinds = { digit: 0, capital: 1, small: 2, mark: 3 } as const;
export type CharacterKind = 0 | 1 | 2 | 3;

/** The kind of a class number 0 to 65. */
export function kindOf(character: number): CharacterKind {
  if (character < 36) return character < 10 ? characterKinds.digit : characterKinds.capital;
  return character < 62 ? characterKinds.small : characterKinds.mark;
}

/** Class number -> letter number 0 to 25 without case, or -1 for digits and marks. */
export function letterOf(character: number): number {
  const kind = kindOf(character);
  if (kind === characterKinds.digit || kind === characterKinds.mark) return -1;
  return kind === characterKinds.capital ? character - 10 : character - 36;
}

/** For every class whether `charset` lets it be read. */
export function charsetMask(charset: Charset): readonly boolean[] {
  return Array.from(characters66, (_, character) => {
    const kind = kindOf(character);
    if (charset === 'all') return true;
    if (charset === 'digits') return kind === characterKinds.digit;
    return kind === characterKinds.capital || (charset === 'digits-and-capitals' && kind === characterKinds.digit);
  });
}
