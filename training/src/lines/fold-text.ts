const spellings = new Map(
  Object.entries({
    '’': "'",
    '‘': "'",
    '“': '"',
    '”': '"',
    '«': '"',
    '»': '"',
    '–': '-',
    œ: 'oe',
    æ: 'ae',
    ß: 'ss',
    '£': 'L',
    '€': 'E',
    '°': 'o',
  }),
);

/** Printable ASCII with the accents dropped and runs of blanks made one: the texts that the line reader learns, as prepare_lines.py folds them. */
export function foldText(text: string): string {
  const plain = Array.from(text, (c) => spellings.get(c) ?? c)
    .join('')
    .normalize('NFKD');
  return Array.from(plain)
    .filter((c) => c >= ' ' && c <= '~')
    .join('')
    .split(' ')
    .filter(Boolean)
    .join(' ');
}
