import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { GLYPH_ALPHABET, type GlyphSet, glyphSet } from './glyph-set.js';

/** Image file -> one glyph of 28 x 28 bytes, 0 = paper and 255 = ink. */
export type DecodeGlyph = (path: string) => Promise<Uint8Array>;

const IMAGE = /\.(png|jpe?g|webp|tiff?|bmp|gif)$/i;

/**
 * A folder with one folder of images per class. The folder's name is the character (`A`), its code
 * (`065`, `U+0041`) where the file system cannot tell a from A, or `upper_A` / `lower_a`. Throws
 * `training.data_invalid` for a name that is none of these.
 */
export async function readFolder(path: string, decode: DecodeGlyph, alphabet = GLYPH_ALPHABET): Promise<GlyphSet> {
  const folders = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const glyphs: Uint8Array[] = [];
  const labels: number[] = [];
  for (const folder of folders.sort()) {
    const label = alphabet.indexOf(characterOf(folder));
    if (label < 0 || characterOf(folder) === '')
      throw new AppError(
        'training.data_invalid',
        `The folder "${folder}" is not named after a character. Rename it, for instance to A or upper_A.`,
      );
    for (const file of (await readdir(join(path, folder))).filter((name) => IMAGE.test(name)).sort()) {
      glyphs.push(await decode(join(path, folder, file)));
      labels.push(label);
    }
  }
  const images = new Uint8Array(glyphs.length * 784);
  glyphs.forEach((glyph, i) => {
    images.set(glyph, i * 784);
  });
  return glyphSet(images, labels, { size: { height: 28, width: 28 }, alphabet });
}

function characterOf(folder: string): string {
  if ([...folder].length === 1) return folder;
  const [, named] = /^(?:upper|lower|digit)_(.)$/i.exec(folder) ?? [];
  if (named) return folder.toLowerCase().startsWith('upper') ? named.toUpperCase() : named.toLowerCase();
  const [, hex] = /^U\+([0-9a-f]{4,6})$/i.exec(folder) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : /^\d{2,3}$/.test(folder) ? Number(folder) : Number.NaN;
  return Number.isNaN(code) ? '' : String.fromCodePoint(code);
}
