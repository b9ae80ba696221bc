import { cleanPage } from '@longhand/core';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { heicSample } from '../testing/heic-sample.js';
import { makeBmp } from '../testing/make-bmp.js';
import { manyPictures } from '../testing/make-heif.js';
import { levelAt, outcomeOf, sizesOf } from '../testing/outcome.js';

const white = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } });
const noise = (width: number, height: number): Sharp => {
  const data = Buffer.from(Array.from({ length: width * height }, (_, i) => (i * i * 31 + i * 7) % 251));
  return sharp(data, { raw: { width, height, channels: 1 } });
};

describe('a JPEG without its end', () => {
  const cases: [string, () => Promise<Buffer>, 'whole' | 'warned' | 'refused'][] = [
    ['whole', () => noise(90, 90).jpeg().toBuffer(), 'whole'],
    ['without its mark', async () => (await noise(90, 90).jpeg().toBuffer()).subarray(0, -2), 'warned'],
    ['with half of its mark', async () => (await noise(90, 90).jpeg().toBuffer()).subarray(0, -1), 'warned'],
    [
      'progressive, without its mark',
      async () => (await noise(90, 90).jpeg({ progressive: true }).toBuffer()).subarray(0, -2),
      'warned',
    ],
    ['in colour, without its mark', async () => (await white(90, 90).jpeg().toBuffer()).subarray(0, -2), 'warned'],
    [
      'with something after its mark',
      async () => Buffer.concat([await noise(90, 90).jpeg().toBuffer(), Buffer.alloc(500)]),
      'whole',
    ],
    ['without its last lines', async () => (await noise(90, 90).jpeg().toBuffer()).subarray(0, -300), 'refused'],
    ['half of it', async () => (await noise(90, 90).jpeg().toBuffer()).subarray(0, 2500), 'refused'],
  ];
  test.each(cases)('%s', async (_, make, expected) => {
    const { pages, refused } = await outcomeOf(await make());
    if (expected === 'refused') expect(refused).toBe('image.truncated');
    else expect(pages[0].warnings).toEqual(expected === 'warned' ? ['page.end_missing'] : []);
  });
});

describe('square pixels', () => {
  const density = async (x: number, y: number, unit: number, orientation?: number): Promise<Buffer> => {
    const bytes = await white(80, 40).withMetadata({ orientation }).jpeg().toBuffer();
    // A JFIF header of our own, right after the start.
    const jfif = Buffer.from('ffe000104a464946000101000000000000000000'.slice(0, 36), 'hex');
    jfif[11] = unit;
    jfif.writeUInt16BE(x, 12);
    jfif.writeUInt16BE(y, 14);
    const rest = bytes.subarray(2);
    const after = rest.readUInt16BE(0) === 0xffe0 ? rest.subarray(2 + rest.readUInt16BE(2)) : rest;
    return Buffer.concat([bytes.subarray(0, 2), jfif, after]);
  };
  const png = async (x: number, y: number): Promise<Buffer> => {
    const bytes = await white(80, 40).png().toBuffer();
    const chunk = Buffer.alloc(21);
    chunk.writeUInt32BE(9);
    chunk.write('pHYs', 4);
    chunk.writeUInt32BE(x, 8);
    chunk.writeUInt32BE(y, 12);
    chunk[16] = 1;
    const { crc32 } = await import('node:zlib');
    chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
    return Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)]);
  };
  const bmp = async (x: number, y: number): Promise<Buffer> => {
    const bytes = makeBmp({ width: 80, height: 40, bitsPerPixel: 24 }, () => false);
    bytes.writeInt32LE(x, 38);
    bytes.writeInt32LE(y, 42);
    return bytes;
  };
  test.each<[string, () => Promise<Buffer>, number[]]>([
    ['a PNG of 200 x 100', () => png(7874, 3937), [80, 80]],
    ['a PNG of 100 x 200', () => png(3937, 7874), [160, 40]],
    ['a PNG of 300 x 300', () => png(11_811, 11_811), [80, 40]],
    ['a JPEG of 200 x 100', () => density(200, 100, 1), [80, 80]],
    ['a JPEG whose pixels are twice as high as wide', () => density(1, 2, 0), [80, 80]],
    ['a JPEG of 200 x 100 that lies on its side', () => density(200, 100, 1, 6), [80, 80]],
    ['a JPEG of 100 x 200 that lies on its side', () => density(100, 200, 1, 6), [40, 160]],
    ['a BMP of 200 x 100', () => bmp(7874, 3937), [80, 80]],
    ['a BMP that says nothing', () => bmp(0, 0), [80, 40]],
  ])('%s', async (_, make, size) => {
    expect(sizesOf(await outcomeOf(await make()))).toEqual([size]);
  });
});

describe('large pictures are shrunk to A3 at 300 dpi', () => {
  test.each<[string, () => Promise<Buffer>, number[]]>([
    ['a PNG of 63 million pixels', () => white(9000, 7000).png({ palette: true }).toBuffer(), [4810, 3741]],
    ['a JPEG of 63 million pixels', () => white(7000, 9000).jpeg().toBuffer(), [3741, 4810]],
    ['a long strip', () => white(16_000, 4000).png({ palette: true }).toBuffer(), [8485, 2121]],
    ['one of 59 million pixels stays', () => white(8400, 7000).png({ palette: true }).toBuffer(), [8400, 7000]],
  ])('%s', async (_, make, expected) => {
    const outcome = await outcomeOf(await make());
    expect(sizesOf(outcome)).toEqual([expected]);
  });
});

describe('pictures of HEIF', () => {
  const avif = () => white(64, 64).avif({ lossless: true }).toBuffer();
  test.each<[string, () => Promise<Buffer>, number]>([
    ['one HEIC', async () => heicSample, 1],
    ['a HEIC of two', async () => manyPictures(heicSample, 2), 2],
    ['a HEIC of five', async () => manyPictures(heicSample, 5), 5],
    ['one AVIF', avif, 1],
    ['an AVIF of two', async () => manyPictures(await avif(), 2), 2],
    ['an AVIF of three', async () => manyPictures(await avif(), 3), 3],
  ])('%s', async (_, make, count) => {
    const outcome = await outcomeOf(await make());
    expect(outcome.refused).toBeUndefined();
    expect(outcome.pages).toHaveLength(count);
    for (const page of outcome.pages) expect(levelAt(page, 0.9, 0.9)).toBeGreaterThan(230);
  });

  test.each<[string, () => Promise<Buffer>]>([
    ['an AVIF of nothing but its head', async () => (await avif()).subarray(0, 60)],
    ['a HEIC of two cut off', async () => manyPictures(heicSample, 2).subarray(0, 300)],
  ])('%s is refused', async (_, make) => {
    expect((await outcomeOf(await make())).refused).toMatch(/^image\.(unreadable|truncated)$/);
  });
});

describe('ink lighter than its paper', () => {
  /** Lines of strokes, 3 pixels thick, in a colour on a ground. */
  const strokes = (ink: string, ground: string, size = [600, 400]) => {
    const lines = Array.from({ length: 60 }, (_, i) => {
      const [x, y] = [40 + (i % 20) * 25, 80 + Math.floor(i / 20) * 100];
      return `<path d="M${x} ${y} l8 -24 l8 24" fill="none" stroke="${ink}" stroke-width="3"/>`;
    }).join('');
    const paper = ground === 'none' ? '' : `<rect width="100%" height="100%" fill="${ground}"/>`;
    const [width, height] = size;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${paper}${lines}</svg>`;
    return sharp(Buffer.from(svg));
  };
  test.each<[string, () => Promise<Buffer>]>([
    ['black ink, transparent paper', () => strokes('#000', 'none').png().toBuffer()],
    ['white ink, transparent paper', () => strokes('#fff', 'none').png().toBuffer()],
    ['white ink, transparent paper, as WebP', () => strokes('#fff', 'none').webp({ lossless: true }).toBuffer()],
    ['white ink, transparent paper, grey PNG', () => strokes('#fff', 'none').toColourspace('b-w').png().toBuffer()],
    ['yellow ink, transparent paper', () => strokes('#ffe97a', 'none').png().toBuffer()],
    ['white ink, black paper', () => strokes('#fff', '#000').jpeg().toBuffer()],
    ['white chalk, green board', () => strokes('#e8efe6', '#1d4d33').jpeg().toBuffer()],
    ['yellow ink, blue paper', () => strokes('#f5e663', '#1c2f77').png().toBuffer()],
    ['a print of white on blue', () => strokes('#f4f8ff', '#20509a').png().toBuffer()],
  ])('%s', async (_, make) => {
    const { pages } = await outcomeOf(await make());
    const { ink } = cleanPage(pages[0].gray);
    const share = ink.data.reduce((sum, value) => sum + value, 0) / ink.data.length;
    // 60 strokes of about 50 x 3 pixels on 600 x 400.
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.08);
  });

  test('a white sheet on a transparent ground stays on white', async () => {
    const page = await strokes('#000', '#fff').png().toBuffer();
    const ground = sharp({ create: { width: 1200, height: 900, channels: 4, background: '#0000' } });
    const { pages } = await outcomeOf(
      await ground
        .composite([{ input: page, left: 100, top: 100 }])
        .png()
        .toBuffer(),
    );
    expect(levelAt(pages[0], 0.95, 0.95)).toBe(255);
  });
});
