import type { MediaType } from '@longhand/core';

export interface HeaderSize {
  widthPx: number;
  heightPx: number;
}

/**
 * Width and height as the header of an image claims them, so that a bomb is refused before it is
 * stored. Undefined where they do not stand in the first bytes (TIFF, HEIC, PDF, a JPEG with long
 * metadata): whoever decodes the file checks again.
 */
export function readHeaderSize(mediaType: MediaType, head: Buffer): HeaderSize | undefined {
  switch (mediaType) {
    case 'image/png':
      return head.length < 24 ? undefined : { widthPx: head.readUInt32BE(16), heightPx: head.readUInt32BE(20) };
    case 'image/gif':
      return head.length < 10 ? undefined : { widthPx: head.readUInt16LE(6), heightPx: head.readUInt16LE(8) };
    case 'image/bmp':
      return bitmapSize(head);
    case 'image/webp':
      return webpSize(head);
    case 'image/jpeg':
      return jpegSize(head);
    default:
      return undefined;
  }
}

/**
 * The old 12-byte header has 16-bit sizes; in the others a negative height means that the rows run
 * downwards.
 */
function bitmapSize(head: Buffer): HeaderSize | undefined {
  if (head.length < 26) return undefined;
  if (head.readUInt32LE(14) === 12) return { widthPx: head.readUInt16LE(18), heightPx: head.readUInt16LE(20) };
  return { widthPx: Math.abs(head.readInt32LE(18)), heightPx: Math.abs(head.readInt32LE(22)) };
}

function webpSize(head: Buffer): HeaderSize | undefined {
  if (head.length < 30) return undefined;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { widthPx: head.readUIntLE(24, 3) + 1, heightPx: head.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { widthPx: head.readUInt16LE(26) & 0x3fff, heightPx: head.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}

/** Walks the segments up to the frame header (SOF0 to SOF15 without the three that are tables). */
function jpegSize(head: Buffer): HeaderSize | undefined {
  let at = 2;
  while (at + 9 <= head.length && head[at] === 0xff) {
    const marker = head[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { widthPx: head.readUInt16BE(at + 7), heightPx: head.readUInt16BE(at + 5) };
    if (marker === 0xda) return undefined;
    at += 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}
