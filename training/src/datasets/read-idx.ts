import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { AppError } from '@longhand/core';

export interface IdxFile {
  /** For images [count, rows, columns], for labels [count]. */
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * Reads an idx file of unsigned bytes, as MNIST and EMNIST come, gzipped or not. Throws
 * `training.data_invalid`.
 */
export async function readIdx(path: string): Promise<IdxFile> {
  const file = await readFile(path);
  return parseIdx(file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file);
}

export function parseIdx(file: Uint8Array): IdxFile {
  const invalid = (what: string) =>
    new AppError('training.data_invalid', `The idx file is not valid (${what}). Fetch it again.`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 8 || view.getUint16(0) !== 0 || file[2] !== 0x08)
    throw invalid('its first bytes are not those of idx bytes');
  const dimensions = file[3];
  const start = 4 + 4 * dimensions;
  if (dimensions === 0 || file.length < start) throw invalid('its header is cut');
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const length = shape.reduce((product, side) => product * side, 1);
  if (file.length !== start + length)
    throw invalid(`it holds ${file.length - start} values where ${length} are announced`);
  return { shape, bytes: file.subarray(start) };
}
