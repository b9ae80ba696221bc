/** Printable ASCII, from the space to ~: the alphabet of weights that name none. */
export const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));
/** What the shipped reader tells apart, as training/pytorch/alphabet.py has it: ASCII, and the accents and signs of its data. */
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
 * A text in characters of an alphabet, as training/pytorch/alphabet.py folds it: accents that the alphabet lacks are dropped, and so is every other sign
 * that it lacks; runs of blanks are made one.
 */
export function foldText(text: string, alphabet: string): string {
  const known = new Set(alphabet);
  const spelled = Array.from(text, (c) => spellings[c] ?? c).join('');
  return Array.from(spelled.normalize('NFC'), (c) => (known.has(c) ? c : (plainForms[c] ?? asciiOf(c))))
    .join('')
    .split(' ')
    .filter(Boolean)
    .join(' ');
}

const asciiOf = (character: string): string =>
  Array.from(character.normalize('NFKD'))
    .filter((c) => c >= ' ' && c <= '~')
    .join('');
