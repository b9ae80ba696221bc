import { AppError } from '@longhand/core';
import { GLYPH_ALPHABET, type GlyphSet, glyphSet } from './glyph-set.js';

/**
 * Rows of label and pixels (0-255), with or without a heading. The label is a class number or a
 * character of the alphabet. Images are square unless the size is given. Throws
 * `training.data_invalid` with the number of the first bad row.
 */
export function parseCsv(
  text: string,
  options: { alphabet?: string; size?: { height: number; width: number } } = {},
): GlyphSet {
  const { alphabet = GLYPH_ALPHABET } = options;
  const invalid = (row: number, what: string) =>
    new AppError(
      'training.data_invalid',
      `Row ${row + 1} of the CSV file is not valid (${what}). Each row is a label and its pixels.`,
    );
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  const first = rows[0]?.split(/[,;]/)[1];
  const start = first !== undefined && Number.isNaN(Number(first)) ? 1 : 0;
  const labels: number[] = [];
  const pixels: number[] = [];
  let length = 0;
  for (let i = start; i < rows.length; i++) {
    const [label, ...values] = rows[i].split(/[,;]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    length ||= values.length;
    if (values.length !== length) throw invalid(i, `${values.length} pixels where others have ${length}`);
    const number = /^\d+$/.test(label) ? Number(label) : alphabet.indexOf(label);
    if (number < 0 || number >= alphabet.length || label === '') throw invalid(i, `its label "${label}" is not known`);
    labels.push(number);
    for (const value of values) {
      const pixel = Number(value);
      if (!(pixel >= 0 && pixel <= 255) || value === '') throw invalid(i, 'a pixel is not a number from 0 to 255');
      pixels.push(pixel);
    }
  }
  const side = Math.sqrt(length);
  const size = options.size ?? { height: side, width: side };
  if (!Number.isInteger(size.height) || size.height * size.width !== length)
    throw invalid(start, `${length} pixels are no whole square`);
  return glyphSet(Uint8Array.from(pixels), labels, { size, alphabet });
}
