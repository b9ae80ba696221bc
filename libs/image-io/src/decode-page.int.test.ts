import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { decodePage } from './decode-page.js';
import type { DecodedPage } from './decoded-page.js';
import { openDocument } from './open-document.js';
import { heicSample } from './testing/heic-sample.js';
import { makeBmp } from './testing/make-bmp.js';
import { makePdf } from './testing/make-pdf.js';
import { tempFiles } from './testing/temp-files.js';

const limits = { maxPixels: 20_000_000, maxPages: 50, timeoutMs: 600_000 };
const files = tempFiles();
afterAll(() => files.remove());

/** 40 x 30 px white with a black rectangle 10 x 5 at (4, 3). */
function picture(channels: 3 | 4 = 3): Sharp {
  const block = { create: { width: 10, height: 5, channels: 3 as const, background: '#000' } };
  return sharp({ create: { width: 40, height: 30, channels, background: '#fff' } }).composite([
    { input: block, left: 4, top: 3 },
  ]);
}

const levelAt = ({ gray }: DecodedPage, x: number, y: number): number => gray.data[y * gray.width + x];

async function decode(bytes: Buffer, number = 1): Promise<DecodedPage> {
  return decodePage(files.put(bytes), number, limits);
}

/** Black where the rectangle is, white elsewhere, and the JPEG shows the same. */
async function expectPicture(page: DecodedPage): Promise<void> {
  expect([page.widthPx, page.heightPx, page.gray.width, page.gray.height]).toEqual([40, 30, 40, 30]);
  expect(page.gray.data).toHaveLength(1200);
  for (const [x, y] of [
    [5, 4],
    [12, 6],
  ])
    expect(levelAt(page, x, y)).toBeLessThan(40);
  for (const [x, y] of [
    [1, 1],
    [20, 15],
    [38, 28],
  ])
    expect(levelAt(page, x, y)).toBeGreaterThan(215);
  const jpeg = await sharp(page.jpeg).metadata();
  expect([jpeg.format, jpeg.width, jpeg.height]).toEqual(['jpeg', 40, 30]);
}

test('blue ink on red paper of the same grey is dark ink on white paper, turned or not', async () => {
  const ink = { create: { width: 60, height: 20, channels: 3 as const, background: 'rgb(40,100,200)' } };
  const paper = sharp({ create: { width: 300, height: 200, channels: 3, background: 'rgb(190,60,60)' } });
  const png = await paper
    .composite([{ input: ink, left: 20, top: 30 }])
    .png()
    .toBuffer();
  const page = await decode(png);
  expect([levelAt(page, 50, 40), levelAt(page, 200, 150)]).toEqual([expect.closeTo(30, -1), 255]);
  const turned = await decodePage(files.put(png), 1, limits, 90);
  expect([turned.gray.width, levelAt(turned, 200 - 1 - 40, 50) < 60, levelAt(turned, 20, 200)]).toEqual([
    200,
    true,
    255,
  ]);
});

describe('a page comes out alike from every format', () => {
  const formats: [string, string, () => Promise<Buffer>][] = [
    ['JPEG', 'image/jpeg', () => picture().jpeg({ quality: 95 }).toBuffer()],
    ['CMYK JPEG', 'image/jpeg', () => picture().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
    ['PNG', 'image/png', () => picture().png().toBuffer()],
    ['palette PNG', 'image/png', () => picture().png({ palette: true }).toBuffer()],
    ['16-bit PNG', 'image/png', () => picture().toColourspace('rgb16').png().toBuffer()],
    ['16-bit grey PNG', 'image/png', () => picture().toColourspace('grey16').png().toBuffer()],
    ['WebP', 'image/webp', () => picture().webp({ lossless: true }).toBuffer()],
    ['HEIC', 'image/heic', async () => heicSample],
    ['GIF', 'image/gif', () => picture().gif().toBuffer()],
    ['TIFF', 'image/tiff', () => picture().tiff({ compression: 'lzw' }).toBuffer()],
    [
      'fax TIFF',
      'image/tiff',
      async () => {
        const png = await picture().removeAlpha().greyscale().png().toBuffer();
        return sharp(png).removeAlpha().toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
      },
    ],
  ];
  test.each(formats)('%s', async (_, mediaType, make) => {
    const bytes = await make();
    expect(await openDocument(files.put(bytes), limits)).toEqual({ mediaType, pageCount: 1 });
    await expectPicture(await decode(bytes));
  });

  test.each([1, 8, 24, 32] as const)('BMP of %i bits', async (bitsPerPixel) => {
    const isBlack = (x: number, y: number) => x >= 4 && x < 14 && y >= 3 && y < 8;
    const bytes = makeBmp({ width: 40, height: 30, bitsPerPixel }, isBlack);
    expect(await openDocument(files.put(bytes), limits)).toEqual({ mediaType: 'image/bmp', pageCount: 1 });
    await expectPicture(await decode(bytes));
  });

  test('transparent parts are white', async () => {
    const clear = sharp({ create: { width: 40, height: 30, channels: 4, background: '#0000' } });
    const block = { create: { width: 10, height: 5, channels: 4 as const, background: '#000' } };
    await expectPicture(
      await decode(
        await clear
          .composite([{ input: block, left: 4, top: 3 }])
          .png()
          .toBuffer(),
      ),
    );
  });
});

test('a photo is turned upright by its EXIF orientation', async () => {
  // 6: to be shown, the picture is turned clockwise by 90 degrees.
  const page = await decode(await picture().withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer());
  expect([page.widthPx, page.heightPx]).toEqual([30, 40]);
  expect(levelAt(page, 30 - 1 - 4, 5)).toBeLessThan(40);
  expect(levelAt(page, 4, 5)).toBeGreaterThan(215);
  expect((await sharp(page.jpeg).metadata()).orientation ?? 1).toBe(1);
});

test('the page picture carries none of the original’s metadata', async () => {
  const bytes = await picture()
    .withExif({ IFD0: { ImageDescription: 'Erika Mustermann' } })
    .jpeg()
    .toBuffer();
  expect(bytes.includes('Erika')).toBe(true);
  expect((await decode(bytes)).jpeg.includes('Erika')).toBe(false);
});

test('each page of a TIFF is a page, the frames of a GIF are not', async () => {
  const frames = await Promise.all(
    ['#111', '#777', '#eee'].map((background) =>
      sharp({ create: { width: 20, height: 16, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const joined = () => sharp(frames, { join: { animated: true } });
  const tiff = files.put(await joined().tiff().toBuffer());
  expect(await openDocument(tiff, limits)).toEqual({ mediaType: 'image/tiff', pageCount: 3 });
  const levels = await Promise.all([1, 2, 3].map(async (n) => levelAt(await decodePage(tiff, n, limits), 5, 5)));
  expect(levels).toEqual([0x11, 0x77, 0xee]);
  await expect(decodePage(tiff, 4, limits)).rejects.toMatchObject({ code: 'document.no_such_page' });
  const gif = files.put(await joined().gif().toBuffer());
  expect(await openDocument(gif, limits)).toMatchObject({ pageCount: 1 });
  await expect(decodePage(gif, 2, limits)).rejects.toMatchObject({ code: 'document.no_such_page' });
});

describe('PDF', () => {
  test('pages are drawn at 300 dpi', async () => {
    const pdf = files.put(
      makePdf({
        pages: [
          { width: 360, height: 288 },
          { width: 200, height: 200 },
        ],
      }),
    );
    expect(await openDocument(pdf, limits)).toEqual({ mediaType: 'application/pdf', pageCount: 2 });
    const page = await decodePage(pdf, 1, limits);
    expect([page.widthPx, page.heightPx]).toEqual([1500, 1200]);
    expect(levelAt(page, 450, 1200 - 450)).toBe(0);
    expect(levelAt(page, 150, 150)).toBe(255);
    await expect(decodePage(pdf, 3, limits)).rejects.toMatchObject({ code: 'document.no_such_page' });
  });

  test('a large sheet is drawn at fewer dots per inch, within the limit of pixels', async () => {
    const pdf = files.put(makePdf({ pages: [{ width: 4000, height: 2000 }] }));
    const { widthPx, heightPx } = await decodePage(pdf, 1, { ...limits, maxPixels: 2_000_000 });
    expect(widthPx * heightPx).toBeLessThanOrEqual(2_000_000);
    expect(widthPx * heightPx).toBeGreaterThan(1_950_000);
    expect(widthPx / heightPx).toBeCloseTo(2, 2);
  });
});
