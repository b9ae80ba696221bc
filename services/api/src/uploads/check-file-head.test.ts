import { describe, expect, it } from 'vitest';
import { checkFileHead } from './check-file-head.js';

const limits = { maxPixels: 60e6 };

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1').copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

function jpeg(width: number, height: number, metadataBytes = 0): Buffer {
  const app1 = Buffer.alloc(metadataBytes + 4);
  app1.writeUInt16BE(0xffe1, 0);
  app1.writeUInt16BE(metadataBytes + 2, 2);
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app1, frame]);
}

function gif(width: number, height: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
}

function bmp(width: number, height: number): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  return head;
}

function webp(kind: 'VP8X' | 'VP8L' | 'VP8 ', width: number, height: number): Buffer {
  const head = Buffer.alloc(30);
  head.write(`RIFF\0\0\0\0WEBP${kind}`, 'latin1');
  if (kind === 'VP8X') {
    head.writeUIntLE(width - 1, 24, 3);
    head.writeUIntLE(height - 1, 27, 3);
  } else if (kind === 'VP8L') {
    head.writeUInt32LE(((height - 1) << 14) | (width - 1), 21);
  } else {
    head.writeUInt16LE(width, 26);
    head.writeUInt16LE(height, 28);
  }
  return head;
}

const ftyp = (...brands: string[]) =>
  Buffer.from(
    `\0\0\0${String.fromCharCode(8 + 4 * (brands.length + 1))}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`,
    'latin1',
  );

const codeOf = (head: Buffer) => {
  try {
    return checkFileHead(head, limits);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('checkFileHead', () => {
  it.each([
    ['PNG', png(100, 50), 'image/png'],
    ['JPEG', jpeg(100, 50), 'image/jpeg'],
    ['JPEG with metadata', jpeg(100, 50, 5000), 'image/jpeg'],
    ['GIF', gif(100, 50), 'image/gif'],
    ['BMP', bmp(100, -50), 'image/bmp'],
    ['WebP', webp('VP8L', 100, 50), 'image/webp'],
    ['TIFF, little end first', Buffer.from('II*\0\x08\0\0\0'), 'image/tiff'],
    ['TIFF, big end first', Buffer.from('MM\0*\0\0\0\x08'), 'image/tiff'],
    ['AVIF', ftyp('avif', 'mif1'), 'image/avif'],
    ['HEIC', ftyp('heic', 'mif1'), 'image/heic'],
    ['HEIC under its general brand', ftyp('mif1', 'heic'), 'image/heic'],
    ['PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['PDF after some lines', Buffer.from(`${'x'.repeat(900)}\n%PDF-1.4`), 'application/pdf'],
    ['ZIP', Buffer.from('PK\x03\x04'), 'application/zip'],
    ['JPEG whose height comes later', jpeg(100, 0), 'image/jpeg'],
  ])('knows %s', (_, head, mediaType) => {
    expect(codeOf(head)).toBe(mediaType);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'file.empty'],
    ['text', Buffer.from('Dear doctor, this is no picture.'), 'file.type_unsupported'],
    ['text that starts with BM', Buffer.from('BM is how this text starts, by chance'), 'file.type_unsupported'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'file.type_unsupported'],
    ['one byte', Buffer.from([0xff]), 'file.type_unsupported'],
    ['a PNG bomb', png(16_000, 16_000), 'image.too_many_pixels'],
    ['a JPEG bomb', jpeg(60_000, 60_000, 300), 'image.too_many_pixels'],
    ['a GIF bomb', gif(60_000, 60_000), 'image.too_many_pixels'],
    ['a BMP bomb', bmp(60_000, -60_000), 'image.too_many_pixels'],
    ['a WebP bomb', webp('VP8X', 16_000, 16_000), 'image.too_many_pixels'],
    ['a lossy WebP bomb', webp('VP8 ', 16_000, 16_000), 'image.too_many_pixels'],
    ['a lossless WebP bomb', webp('VP8L', 16_000, 16_000), 'image.too_many_pixels'],
    ['a 2-pixel PNG', png(2, 1), 'image.too_small'],
    ['a 3-pixel wide JPEG', jpeg(3, 500), 'image.too_small'],
  ])('refuses %s', (_, head, code) => {
    expect(codeOf(head)).toBe(code);
  });
});
