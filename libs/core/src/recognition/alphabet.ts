/** The 62 classes of EMNIST ByClass in label order; class number = index in this string. */
export const alphabet62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Which characters may be read: all 62, digits, capitals, or the paper's 36 classes (digits and capitals). */
export type Charset = 'all' | 'digits' | 'capitals' | 'digits-and-capitals';

/** The three kinds of character, as small integers that index tables. */
export const kinds = { digit: 0, capital: 1, small: 2 } as const;
export type Kind = 0 | 1 | 2;

/** The kind of a class number 0 to 61. */
export function kindOf(character: number): Kind {
  return character < 10 ? kinds.digit : character < 36 ? kinds.capital : kinds.small;
}

/** Class number -> letter number 0 to 25 without case, or -1 for digits. */
export function letterOf(character: number): number {
  return character < 10 ? -1 : character < 36 ? character - 10 : character - 36;
}

/** For every class whether `charset` lets it be read. */
export function charsetMask(charset: Charset): readonly boolean[] {
  return Array.from(alphabet62, (_, character) => {
    const kind = kindOf(character);
    if (charset === 'digits') return kind === kinds.digit;
    if (charset === 'capitals') return kind === kinds.capital;
    return charset === 'all' || kind !== kinds.small;
  });
}
