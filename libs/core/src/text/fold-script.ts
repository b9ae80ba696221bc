/**
 * The nine Indic blocks of Unicode, Devanagari to Malayalam, have the same letter at the same
 * position of each 128.
 */
const [firstIndic, lastIndic] = [0x900, 0xd7f];
const blockLength = 0x80;
const [candrabindu, anusvara, nukta, virama] = [0x01, 0x02, 0x3c, 0x4d];
/** The nasal of each row of consonants, and the consonants that it may stand for before. */
const rows = [
  { nasal: 0x19, from: 0x15, to: 0x18 },
  { nasal: 0x1e, from: 0x1a, to: 0x1d },
  { nasal: 0x23, from: 0x1f, to: 0x22 },
  { nasal: 0x28, from: 0x24, to: 0x27 },
  { nasal: 0x2e, from: 0x2a, to: 0x2d },
] as const;

/**
 * Letters with a vowel killer of their own, as they were written before they had one: khanda ta,
 * and the chillus of Malayalam.
 */
const killed: Readonly<Record<string, string>> = {
  ৎ: 'ত্',
  ൺ: 'ണ്',
  ൻ: 'ന്',
  ർ: 'ര്',
  ൽ: 'ല്',
  ൾ: 'ള്',
  ൿ: 'ക്',
};
const hasIndic = /[\u0900-\u0d7f]/u;
/** Points that Arabic and Hebrew usually omit, and the stroke that only widens an Arabic word. */
const optionalPoints =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0670\u06d6-\u06ed]|\u0640/gu;
/** Persian keyboards have their own yeh and kaf. */
const persian: Readonly<Record<string, string>> = { ی: 'ي', ک: 'ك', ە: 'ه', ہ: 'ه' };

/**
 * Unifies spellings of other scripts that vary between writers: Indic nukta omitted, candrabindu
 * and the nasal before a consonant of its own row as anusvara (हिन्दी and हिंदी, चाँद and चांद);
 * Arabic and Hebrew without optional points. Vowel signs stay: कि is not का.
 * @param text composed (NFC), without joiners: see cleanText
 */
export function foldScript(text: string): string {
  return foldIndic(text)
    .replace(optionalPoints, '')
    .replace(/[یکەہ]/gu, (letter) => persian[letter]);
}

function foldIndic(text: string): string {
  if (!hasIndic.test(text)) return text;
  const codes = Array.from(
    text.replace(/[ৎൺ-ൿ]/gu, (letter) => killed[letter] ?? letter),
    (letter) => letter.codePointAt(0) ?? 0,
  );
  const folded: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const place = placeOf(codes[i]);
    if (place === nukta) continue;
    const base = codes[i] - (place ?? 0);
    if (place === candrabindu) folded.push(base + anusvara);
    else if (isHomorganic(codes, i)) {
      folded.push(base + anusvara);
      i += 1;
    } else folded.push(codes[i]);
  }
  return String.fromCodePoint(...folded);
}

/** Place in its block; undefined for other scripts. */
const placeOf = (code: number | undefined): number | undefined =>
  code !== undefined && code >= firstIndic && code <= lastIndic ? code % blockLength : undefined;

/** Whether a nasal without a vowel precedes a consonant of its row. */
function isHomorganic(codes: readonly number[], at: number): boolean {
  const [nasal, killer, next] = [placeOf(codes[at]), placeOf(codes[at + 1]), placeOf(codes[at + 2])];
  if (nasal === undefined || killer !== virama || next === undefined) return false;
  return rows.some((row) => row.nasal === nasal && next >= row.from && next <= row.to);
}
