import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { GLYPH_ALPHABET, type GlyphSet, glyphSet } from './glyph-set.js';
import { readIdx } from './read-idx.js';

const IMAGES = /images-idx3-ubyte(\.gz)?$/;

/**
 * The training pair of a folder of idx files in MNIST's naming (`*images-idx3-ubyte`,
 * `*labels-idx1-ubyte`, gzipped or not), or undefined where there are no such files. Of several
 * pairs the one whose name says `train` is taken; test files never are.
 */
export async function readIdxFolder(path: string): Promise<GlyphSet | undefined> {
  const files = await readdir(path);
  const found = files.filter((name) => IMAGES.test(name));
  if (found.length === 0) return undefined;
  const candidates = found.filter((name) => !/test|t10k/i.test(name));
  const [images, ...others] = candidates.length > 1 ? candidates.filter((name) => /train/i.test(name)) : candidates;
  if (!images || others.length > 0)
    throw new AppError(
      'training.data_invalid',
      'The folder holds no single pair of idx files to train on. Keep one pair in it.',
    );
  const stem = images.replace(IMAGES, '');
  const labels = files.find((name) => name.startsWith(stem) && /labels-idx1-ubyte(\.gz)?$/.test(name));
  if (!labels) throw new AppError('training.data_invalid', 'The idx file of images has no file of labels beside it.');
  const [pictures, classes] = await Promise.all([readIdx(join(path, images)), readIdx(join(path, labels))]);
  const isDigits = classes.bytes.every((label) => label < 10);
  const size = { height: pictures.shape[1], width: pictures.shape[2] };
  return glyphSet(pictures.bytes, classes.bytes, { size, alphabet: isDigits ? '0123456789' : GLYPH_ALPHABET });
}
