import { open } from 'node:fs/promises';
import type { PageMediaType } from './media-type.js';

/** Whether a file that could not be read is truncated, judged by the length in its format. */
export async function endsEarly(path: string, mediaType: PageMediaType): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = async (from: number, count: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, Math.max(0, from));
      return buffer.subarray(0, bytesRead);
    };
    if (mediaType === 'image/png') return !(await bytes(size - 64, 64)).includes('IEND');
    const head = await bytes(0, 8);
    if (head.length < 8) return true;
    if (mediaType === 'image/webp') return head.readUInt32LE(4) + 8 > size;
    // The page list of a TIFF is often at its end.
    if (mediaType === 'image/tiff') return (head[0] === 0x49 ? head.readUInt32LE(4) : head.readUInt32BE(4)) >= size;
    return false;
  } finally {
    await file.close();
  }
}
