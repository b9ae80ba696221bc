import type { TiffPage } from './make-tiff.js';

export const [width, height] = [60, 40];
/** The left third is ink. */
const isInk = (x: number): boolean => x < 20;

/**
 * Samples of `bytes` bytes each; `write` gets the place, whether it is ink, and which sample it is.
 */
export function samplesOf(
  samples: number,
  bytes: number,
  write: (data: Buffer, at: number, ink: boolean, sample: number) => void,
): Buffer {
  const data = Buffer.alloc(width * height * samples * bytes);
  for (let i = 0; i < width * height; i++) {
    for (let s = 0; s < samples; s++) write(data, (i * samples + s) * bytes, isInk(i % width), s);
  }
  return data;
}

export const page = (bits: number, photometric: number, strip: Buffer, more: Partial<TiffPage> = {}): TiffPage => ({
  width,
  height,
  bits,
  photometric,
  strip,
  ...more,
});
export const grey8 = samplesOf(1, 1, (data, at, ink) => data.writeUInt8(ink ? 0 : 255, at));
export const sheet = page(8, 1, grey8);
export const subfile = (value: number): Partial<TiffPage> => ({ more: [{ tag: 254, type: 'long', values: [value] }] });
export const small = (value: number): TiffPage => ({
  width: 16,
  height: 12,
  bits: 8,
  photometric: 1,
  strip: Buffer.alloc(192, 90),
  ...subfile(value),
});
export const float = (white: number, ink = 0) =>
  samplesOf(1, 4, (data, at, isBlack) => data.writeFloatLE(isBlack ? ink : white, at));
