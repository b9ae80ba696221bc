import { PermanentFailure } from '@longhand/core';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decodePage } from './decode-page.js';
import { openDocument } from './open-document.js';
import { makeBmp } from './testing/make-bmp.js';
import { makePdf } from './testing/make-pdf.js';
import { tempFiles } from './testing/temp-files.js';

const limits = { maxPixels: 60_000_000, maxPages: 3, timeoutMs: 600_000 };
const files = tempFiles();
afterAll(() => files.remove());

const blank = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } });
const noise = (width: number, height: number) => {
  const data = Buffer.from(Array.from({ length: width * height }, (_, i) => (i * i * 31 + i * 7) % 251));
  return sharp(data, { raw: { width, height, channels: 1 } });
};

/** The error with which a file is refused, by opening it or by decoding its first page. */
async function refusalOf(bytes: Uint8Array | string): Promise<PermanentFailure> {
  const path = files.put(bytes);
  try {
    await openDocument(path, limits);
    await decodePage(path, 1, limits);
  } catch (error) {
    if (error instanceof PermanentFailure) {
      expect(error.message).toMatch(/^[A-Z].*\.$/);
      expect(error.message).not.toMatch(/longhand-test|vips|\/tmp/i);
      return error;
    }
    throw error;
  }
  throw new Error('the file was not refused');
}

describe('what can never be read is refused with a code and a sentence', () => {
  const cases: [string, string, () => Promise<Uint8Array | string> | Uint8Array | string][] = [
    ['an empty file', 'file.empty', () => ''],
    ['text, whatever its name', 'file.type_unsupported', () => 'Dear Sir, this is no picture.'],
    ['a ZIP file', 'file.type_unsupported', () => Buffer.from('PK\x03\x04 and so on')],
    [
      'a JPEG cut off in its middle',
      'image.truncated',
      async () => {
        const bytes = await noise(200, 200).jpeg().toBuffer();
        return bytes.subarray(0, bytes.length >> 1);
      },
    ],
    [
      'a JPEG that lacks its last tenth',
      'image.truncated',
      async () => {
        const bytes = await noise(200, 200).jpeg().toBuffer();
        return bytes.subarray(0, Math.floor(bytes.length * 0.9));
      },
    ],
    [
      'a PNG cut off in its middle',
      'image.truncated',
      async () => {
        const bytes = await noise(200, 200).png().toBuffer();
        return bytes.subarray(0, bytes.length >> 1);
      },
    ],
    [
      'a WebP cut off in its middle',
      'image.truncated',
      async () => (await noise(200, 200).webp().toBuffer()).subarray(0, 900),
    ],
    [
      'a TIFF that lacks its end',
      'image.truncated',
      async () => (await noise(200, 200).tiff().toBuffer()).subarray(0, 900),
    ],
    [
      'a PNG whose header is damaged',
      'image.unreadable',
      async () => {
        const bytes = await noise(20, 20).png().toBuffer();
        bytes.fill(0, 12, 30);
        return bytes;
      },
    ],
    ['a JPEG of nothing but its mark', 'image.truncated', () => Buffer.from('ffd8ffe000104a46', 'hex')],
    ['a picture of 2 pixels', 'image.too_small', () => blank(2, 1).png().toBuffer()],
    ['a picture 3 pixels high', 'image.too_small', () => blank(100, 3).jpeg().toBuffer()],
    [
      'a BMP cut off in its middle',
      'image.truncated',
      () => makeBmp({ width: 20, height: 20, bitsPerPixel: 24 }, () => false).subarray(0, 600),
    ],
    [
      'a HEIC file of nothing but its mark',
      'image.unreadable',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    ],
    [
      'a PDF with a password',
      'pdf.encrypted',
      () => makePdf({ pages: [{ width: 200, height: 200 }], isEncrypted: true }),
    ],
    ['a PDF without pages', 'pdf.no_pages', () => makePdf({ pages: [] })],
    ['a PDF of nothing but its mark', 'pdf.unreadable', () => '%PDF-1.7\nnothing else'],
    [
      'a PDF with more pages than are accepted',
      'document.too_many_pages',
      () => makePdf({ pages: Array(4).fill({ width: 100, height: 100 }) }),
    ],
  ];
  test.each(cases)('%s: %s', async (_, code, make) => {
    expect((await refusalOf(await make())).code).toBe(code);
  });

  test('a PNG bomb of 16,000 x 16,000 pixels, at once and without unpacking it', async () => {
    const bomb = await blank(16_000, 16_000).png({ compressionLevel: 9 }).toBuffer();
    const before = process.cpuUsage();
    expect((await refusalOf(bomb)).code).toBe('image.too_many_pixels');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
