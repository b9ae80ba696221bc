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

const isAscii = /^[\x20-\x7e]*$/;

/**
 * The form in which texts and queries are compared: small letters, no accents, compatibility forms resolved (ligatures, full width). The
 * search index and the query must both go through it. The length may change.
 */
export function normaliseText(text: string): string {
  // Most texts have nothing but these, and a page has thousands of readings.
  if (isAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđłðþ]/g, (letter) => spelledOut[letter]);
}
