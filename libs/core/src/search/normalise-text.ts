const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ð: 'd',
  þ: 'th',
};

/**
 * The form in which texts and queries are compared: small letters, no accents, compatibility forms resolved (ligatures, full width). The
 * search index and the query must both go through it. The length may change.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđłðþ]/g, (letter) => spelledOut[letter]);
}
