import { AppError } from '@longhand/core';

const BLOCK = 512;

/**
 * The plain files of a tar archive with names of up to 100 bytes, in order. Throws
 * `dataset.damaged` where it is cut.
 */
export function* readTar(archive: Uint8Array): Generator<{ name: string; content: Uint8Array }> {
  const text = (from: number, length: number) => {
    const field = archive.subarray(from, from + length);
    const end = field.findIndex((byte) => byte === 0 || byte === 0x20);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  };
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12) || '0', 8);
    const end = at + BLOCK + size;
    if (!(end <= archive.length))
      throw new AppError('dataset.damaged', 'A tar archive of the data folder is cut. Fetch it again.');
    const kind = archive[at + 156];
    if (kind === 0 || kind === 0x30) yield { name: text(at, 100), content: archive.subarray(at + BLOCK, end) };
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
