import type { NetworkInput } from '@longhand/inference';
import { AppError } from '@longhand/core';

/** Labelled glyphs of one size, as bytes that threads can share. */
export interface GlyphSet {
  /** count * height * width bytes, image after image, row by row; 0 = paper, 255 = ink. */
  readonly images: Uint8Array<SharedArrayBuffer>;
  /** One class per image. */
  readonly labels: Uint8Array<SharedArrayBuffer>;
  /**
   * A second class that the ink may as well be (the other case of a merged letter); the same as the
   * label where there is none.
   */
  readonly twins: Uint8Array<SharedArrayBuffer>;
  readonly size: NetworkInput;
  /** One character per class. */
  readonly alphabet: string;
}

export const GLYPH_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const sharedBytes = (length: number): Uint8Array<SharedArrayBuffer> =>
  new Uint8Array(new SharedArrayBuffer(length));
export const sharedFloats = (length: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(4 * length));

export const countGlyphs = ({ labels }: GlyphSet): number => labels.length;

/**
 * Puts a set together and checks that its parts belong to each other. Throws
 * `training.data_invalid`.
 */
export function glyphSet(
  images: Uint8Array,
  labels: ArrayLike<number>,
  { size, alphabet, twins = labels }: { size: NetworkInput; alphabet: string; twins?: ArrayLike<number> },
): GlyphSet {
  if (labels.length === 0 || images.length !== labels.length * size.height * size.width)
    throw new AppError(
      'training.data_invalid',
      'Images and labels do not belong together: their counts differ. Check the files.',
    );
  const share = (values: ArrayLike<number>) => {
    const bytes = sharedBytes(values.length);
    bytes.set(values);
    return bytes;
  };
  const outside = Array.prototype.some.call(labels, (label: number) => label >= alphabet.length);
  if (outside)
    throw new AppError(
      'training.data_invalid',
      'A label lies outside the alphabet. Check that the label file fits the images.',
    );
  return { images: share(images), labels: share(labels), twins: share(twins), size, alphabet };
}

/** The glyphs at these positions, in this order. */
export function pickGlyphs(set: GlyphSet, positions: ArrayLike<number>): GlyphSet {
  const pixels = set.size.height * set.size.width;
  const [images, labels, twins] = [
    sharedBytes(positions.length * pixels),
    sharedBytes(positions.length),
    sharedBytes(positions.length),
  ];
  for (let i = 0; i < positions.length; i++) {
    const at = positions[i];
    images.set(set.images.subarray(at * pixels, (at + 1) * pixels), i * pixels);
    labels[i] = set.labels[at];
    twins[i] = set.twins[at];
  }
  return { ...set, images, labels, twins };
}

/** One set after another; alphabets and sizes must be the same. */
export function joinGlyphs(a: GlyphSet, b: GlyphSet): GlyphSet {
  if (a.alphabet !== b.alphabet || a.size.height !== b.size.height || a.size.width !== b.size.width)
    throw new AppError('training.data_invalid', 'Two data sets with different alphabets or sizes cannot be joined.');
  const join = (x: Uint8Array, y: Uint8Array) => {
    const bytes = sharedBytes(x.length + y.length);
    bytes.set(x);
    bytes.set(y, x.length);
    return bytes;
  };
  return { ...a, images: join(a.images, b.images), labels: join(a.labels, b.labels), twins: join(a.twins, b.twins) };
}
