import { normaliseText } from '@longhand/core';

/** Printable ASCII, from the space to ~: the alphabet of weights that name none. */
export const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));
/**
 * What the shipped reader tells apart, as training/pytorch/alphabet.py has it: ASCII, and the
 * accents and signs of its data.
 */
export const LATIN = `${ASCII}ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜßàâäçèéêëîïôöùûüáíóñœæ£°«»`;

/** Written otherwise before anything else, whatever the alphabet. */
const spellings: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  Œ: 'Oe',
  Æ: 'Ae',
  '€': 'E',
};
/** Written otherwise where the alphabet lacks them and Unicode knows no plain form. */
const plainForms: Record<string, string> = { ß: 'ss', œ: 'oe', æ: 'ae', '°': 'o', '£': 'L', '«': '"', '»': '"' };

/**
 * A text in characters of an alphabet, as training/pytorch/alphabet.py folds it, both composed
 * (NFC): digits of other scripts become ASCII, and candrabindu anusvara, where the alphabet lacks
 * them; accents that it lacks are dropped, and so is every other sign; runs of blanks are made one.
 * Letters that it lacks are dropped too: a text to learn from must not have any, see
 * unknownLetters.
 */
export function foldText(text: string, alphabet: string): string {
  return foldAll(text, alphabet)
    .map(([, folded]) => folded)
    .join('')
    .split(' ')
    .filter(Boolean)
    .join(' ');
}

/**
 * The letters of a text that nothing in the alphabet stands for: what is left of the text is not
 * what the ink says.
 */
export function unknownLetters(text: string, alphabet: string): string[] {
  return foldAll(text, alphabet).flatMap(([c, folded]) => (folded === '' && /\p{L}/u.test(c) ? [c] : []));
}

function foldAll(text: string, alphabet: string): [character: string, folded: string][] {
  const known = new Set(alphabet.normalize('NFC'));
  const spelled = Array.from(text, (c) => spellings[c] ?? c).join('');
  return Array.from(spelled.normalize('NFC'), (c) => [c, known.has(c) ? c : (plainFormOf(c, known) ?? asciiOf(c))]);
}

const candrabindus = 'ँঁਁઁଁఁಁഁ';
/** Every candrabindu stands one place before the anusvara of its script. */
function plainFormOf(c: string, known: ReadonlySet<string>): string | undefined {
  const next = candrabindus.includes(c) ? String.fromCodePoint(c.charCodeAt(0) + 1) : '';
  if (known.has(next)) return next;
  return plainForms[c] ?? (/\p{Nd}/u.test(c) ? normaliseText(c) : undefined);
}

const asciiOf = (character: string): string =>
  Array.from(character.normalize('NFKD'))
    .filter((c) => c >= ' ' && c <= '~')
    .join('');
