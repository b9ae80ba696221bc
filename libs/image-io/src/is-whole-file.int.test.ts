import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { isWholeFile } from './is-whole-file.js';
import { heicSample } from './testing/heic-sample.js';
import { makeBmp } from './testing/make-bmp.js';
import { makePdf } from './testing/make-pdf.js';
import { tempFiles } from './testing/temp-files.js';

const files = tempFiles();
afterAll(() => files.remove());

const noise = () => {
  const data = Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * i * 31 + i * 7) % 251));
  return sharp(data, { raw: { width: 200, height: 200, channels: 1 } });
};
const thumbnail = () => noise().resize(40).jpeg().toBuffer();
/** A JPEG with another JPEG in its head, as cameras write. */
async function withThumbnail(): Promise<Buffer> {
  const [whole, small] = [await noise().jpeg().toBuffer(), await thumbnail()];
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, (small.length + 2) >> 8, (small.length + 2) & 255]), small]);
  return Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)]);
}
const field = (name: string) => readFileSync(new URL(`../../../test/field/${name}`, import.meta.url));

describe('a file is whole with its last byte, and not at its half', () => {
  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['JPEG', () => noise().jpeg().toBuffer()],
    ['progressive JPEG', () => noise().jpeg({ progressive: true }).toBuffer()],
    ['JPEG with a thumbnail', withThumbnail],
    ['JPEG with a film behind it', async () => Buffer.concat([await noise().jpeg().toBuffer(), Buffer.alloc(9)])],
    ['PNG', () => noise().png().toBuffer()],
    ['WebP', () => noise().webp().toBuffer()],
    ['TIFF', () => noise().tiff({ compression: 'lzw' }).toBuffer()],
    ['BMP', () => makeBmp({ width: 40, height: 30, bitsPerPixel: 24 }, () => false)],
    ['GIF', () => noise().gif().toBuffer()],
    ['HEIC', () => heicSample],
    ['AVIF', () => noise().avif().toBuffer()],
    ['PDF', () => makePdf({ pages: [{ width: 200, height: 200 }] })],
    ['a scanned PDF', () => field('microfilm-truesize.pdf')],
    ['a ZIP', () => field('mac.zip')],
  ])('%s', async (_, make) => {
    const bytes = await make();
    expect(await isWholeFile(files.put(bytes))).toBe(true);
    for (const share of [0.25, 0.5, 0.9]) {
      expect(await isWholeFile(files.put(bytes.subarray(0, Math.floor(bytes.length * share))))).toBe(false);
    }
  });

  test('a PDF for the web, whose first end mark comes early', async () => {
    const head = '%PDF-1.5\n1 0 obj\n<< /Linearized 1 /L 5000 /H [ 1 2 ] >>\nendobj\nstartxref\n0\n%%EOF\n';
    expect(await isWholeFile(files.put(head))).toBe(false);
  });

  test('what is no page is never waited for', async () => {
    expect(await isWholeFile(files.put('Dear Sir'))).toBe(true);
  });
});
