import { open } from 'node:fs/promises';
import type { PageMediaType } from './media-type.js';

/** The density is within this many first bytes. */
const headBytes = 64 * 1024;

/**
 * Horizontal divided by vertical resolution in a JPEG (JFIF), PNG (pHYs) or BMP; undefined if
 * missing. A JPEG without a unit contains the shape of its pixels instead, which is the inverse.
 */
export async function aspectOfFile(path: string, mediaType: PageMediaType): Promise<number | undefined> {
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png' && mediaType !== 'image/bmp') return undefined;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return aspectOf(buffer.subarray(0, bytesRead), mediaType);
  } finally {
    await file.close();
  }
}

/** The same from the first bytes of a file. */
export function aspectOf(head: Buffer, mediaType: PageMediaType): number | undefined {
  if (mediaType === 'image/jpeg') return jpegAspect(head);
  if (mediaType === 'image/png') return pngAspect(head);
  return head.length < 46 ? undefined : ratio(head.readInt32LE(38), head.readInt32LE(42));
}

const ratio = (x: number, y: number): number | undefined => (x > 0 && y > 0 ? x / y : undefined);

function pngAspect(head: Buffer): number | undefined {
  // The chunk precedes the first pixels.
  for (let at = 8; at + 12 <= head.length; ) {
    const length = head.readUInt32BE(at);
    const kind = head.toString('latin1', at + 4, at + 8);
    if (kind === 'IDAT') return undefined;
    if (kind === 'pHYs' && at + 17 <= head.length) return ratio(head.readUInt32BE(at + 8), head.readUInt32BE(at + 12));
    at += 12 + length;
  }
  return undefined;
}

function jpegAspect(head: Buffer): number | undefined {
  if (head.length < 20 || head.readUInt16BE(2) !== 0xffe0 || head.toString('latin1', 6, 11) !== 'JFIF\0')
    return undefined;
  const [unit, x, y] = [head[13], head.readUInt16BE(14), head.readUInt16BE(16)];
  return unit === 0 ? ratio(y, x) : ratio(x, y);
}
