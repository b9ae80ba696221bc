import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import { GLYPH_ALPHABET, type GlyphSet, glyphSet, pickGlyphs } from './glyph-set.js';
import { readIdx } from './read-idx.js';

/** The letters whose two cases EMNIST merges. */
export const MERGED_LETTERS = 'CIJKLMOPSUVWXYZ';

/** Throws `training.data_missing` unless the handwriting data lie there. */
export async function assertDataRoot(dataRoot: string): Promise<void> {
  await access(join(dataRoot, 'chars')).catch((cause) => {
    const message = 'The handwriting data are not there. Name their folder with --data-root or LONGHAND_DATA.';
    throw new AppError('training.data_missing', message, { cause });
  });
}

async function readPair(folder: string, images: string, labels: string, alphabet: string): Promise<GlyphSet> {
  const [{ bytes, shape }, { bytes: classes }] = await Promise.all([
    readIdx(join(folder, images)),
    readIdx(join(folder, labels)),
  ]);
  return glyphSet(bytes, classes, { size: { height: shape[1], width: shape[2] }, alphabet });
}

/** MNIST: 60,000 images to train on, or the 10,000 of the test. */
export function readMnist(dataRoot: string, part: 'train' | 't10k'): Promise<GlyphSet> {
  const folder = join(dataRoot, 'chars', 'mnist');
  return readPair(folder, `${part}-images-idx3-ubyte.gz`, `${part}-labels-idx1-ubyte.gz`, '0123456789');
}

/** The complete official EMNIST ByClass test set: 116,323 digits and letters of 62 classes. */
export function readByClassTest(dataRoot: string): Promise<GlyphSet> {
  const folder = join(dataRoot, 'chars', 'emnist');
  const name = (rest: string) => `emnist-byclass-test-${rest}-ubyte.gz`;
  return readPair(folder, name('images-idx3'), name('labels-idx1'), GLYPH_ALPHABET);
}

/**
 * The training pool of 148,221 digits and letters, none of which is in the ByClass test set. Where
 * the case of a letter is not known, its twin is the other case.
 */
export async function readTrainingPool(dataRoot: string): Promise<GlyphSet> {
  const path = (name: string) => join(dataRoot, 'chars', 'emnist', `trainpool-${name}-ubyte.gz`);
  const names = ['images-idx3', 'labels-ascii-idx1', 'labelkind-idx1'];
  const [images, codes, kinds] = await Promise.all(names.map((name) => readIdx(path(name))));
  const labels = codes.bytes.map((code) => GLYPH_ALPHABET.indexOf(String.fromCharCode(code)));
  const twins = labels.map((label, i) => (kinds.bytes[i] === 0 ? label : otherCase(label)));
  return glyphSet(images.bytes, labels, { size: { height: 28, width: 28 }, alphabet: GLYPH_ALPHABET, twins });
}

function otherCase(label: number): number {
  const character = GLYPH_ALPHABET[label];
  const other = character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
  return GLYPH_ALPHABET.indexOf(other);
}

export type HashPart = 'test' | 'validation' | 'train';

/**
 * A split that nobody chose: by the first byte of the sha256 of an image's pixels. Below 0x33 test
 * (a fifth), below 0x40 validation, the rest training. Equal images always fall into the same part.
 */
export function splitByHash(set: GlyphSet): Record<HashPart, GlyphSet> {
  const pixels = set.size.height * set.size.width;
  const positions: Record<HashPart, number[]> = { test: [], validation: [], train: [] };
  for (let i = 0; i < set.labels.length; i++) {
    const [first] = createHash('sha256')
      .update(set.images.subarray(i * pixels, (i + 1) * pixels))
      .digest();
    positions[first < 0x33 ? 'test' : first < 0x40 ? 'validation' : 'train'].push(i);
  }
  const part = (name: HashPart) => pickGlyphs(set, positions[name]);
  return { test: part('test'), validation: part('validation'), train: part('train') };
}
