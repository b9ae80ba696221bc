import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeTiff, type TiffPage } from '../testing/make-tiff.js';
import { levelAt, outcomeOf, sizesOf } from '../testing/outcome.js';
import { width, height, page, grey8, sheet, subfile, small } from '../testing/tiff-pages.js';

describe('what cannot be read is refused by its name', () => {
  const twelve = page(12, 1, Buffer.alloc(90 * height, 255));
  const cases: [string, string, TiffPage][] = [
    [
      'floating point of 64 bits',
      'tiff.samples_unsupported',
      page(64, 1, Buffer.alloc(8 * width * height), { format: 3 }),
    ],
    ['complex numbers', 'tiff.samples_unsupported', page(64, 1, Buffer.alloc(8 * width * height), { format: 6 })],
    ['12 bits', 'tiff.samples_unsupported', twelve],
    ['ITU L*a*b*', 'tiff.samples_unsupported', page(8, 10, Buffer.alloc(3 * width * height), { samples: 3 })],
    ['LogLuv', 'tiff.samples_unsupported', page(8, 32_845, Buffer.alloc(3 * width * height), { samples: 3 })],
    [
      'packed YCbCr without JPEG',
      'tiff.samples_unsupported',
      page(8, 6, Buffer.alloc(2 * width * height), { samples: 3 }),
    ],
    ['the mosaic of a camera', 'tiff.camera_raw', page(8, 32_803, grey8)],
    ['JPEG 2000 inside', 'tiff.compression_unsupported', { ...sheet, compression: 34_712 }],
    ['JBIG inside', 'tiff.compression_unsupported', { ...sheet, compression: 34_661 }],
    ['LZMA inside', 'tiff.compression_unsupported', { ...sheet, compression: 34_925 }],
    ['a packing of the future', 'tiff.compression_unsupported', { ...sheet, compression: 60_000 }],
    ['old JPEG of which only tables are there', 'tiff.old_jpeg', { ...sheet, compression: 6 }],
  ];
  test.each(cases)('%s: %s', async (_, code, tiff) => {
    expect((await outcomeOf(makeTiff([tiff]))).refused).toBe(code);
  });

  test('one such page among others fails alone', async () => {
    const bytes = makeTiff([sheet, twelve, sheet]);
    expect((await outcomeOf(bytes)).refused).toBe('tiff.samples_unsupported');
    expect((await outcomeOf(makeTiff([sheet, sheet]))).pages).toHaveLength(2);
  });
});

describe('the pages of a TIFF', () => {
  const sizes = async (pages: TiffPage[]) => sizesOf(await outcomeOf(makeTiff(pages)));
  const own = [width, height];
  test.each<[string, TiffPage[], number[][]]>([
    ['a thumbnail after the sheet', [sheet, small(1)], [own]],
    ['a thumbnail before the sheet', [small(1), sheet], [own]],
    ['a thumbnail of each of two sheets', [sheet, small(1), sheet, small(1)], [own, own]],
    ['a mask', [sheet, small(4)], [own]],
    ['a mask of a thumbnail', [sheet, small(1), small(5)], [own]],
    ['a mask that only its colours tell', [sheet, { ...small(0), photometric: 4 }], [own]],
    [
      'pages of a document',
      [
        { ...sheet, ...subfile(2) },
        { ...sheet, ...subfile(2) },
      ],
      [own, own],
    ],
    ['nothing but a thumbnail', [small(1)], [[16, 12]]],
    ['sixty pages', Array<TiffPage>(60).fill(sheet), Array<number[]>(60).fill(own)],
  ])('%s', async (_, pages, expected) => {
    expect(await sizes(pages)).toEqual(expected);
  });

  test('a camera file with nothing but a thumbnail in plain sight', async () => {
    const dng = {
      ...small(1),
      more: [
        { tag: 254, type: 'long' as const, values: [1] },
        { tag: 50_706, type: 'long' as const, values: [1] },
      ],
    };
    expect((await outcomeOf(makeTiff([dng]))).refused).toBe('tiff.camera_raw');
  });

  test('a chain that ends outside the file, or in a circle, says that pages may be missing', async () => {
    for (const next of [0x00ff_ffff, 'first'] as const) {
      const bytes = makeTiff([sheet, sheet]);
      const first = bytes.readUInt32LE(4);
      bytes.writeUInt32LE(next === 'first' ? first : next, bytes.length - 4);
      const { pages } = await outcomeOf(bytes);
      expect(pages.map(({ warnings }) => warnings)).toEqual([[], ['document.ends_early']]);
    }
  });

  test('pixels beyond the end, or over each other, are refused', async () => {
    const cut = makeTiff([sheet]);
    expect((await outcomeOf(cut.subarray(0, cut.length - 200))).refused).toBe('image.truncated');
    const far = makeTiff([{ ...sheet, more: [{ tag: 273, type: 'long', values: [1_000_000] }] }]);
    expect((await outcomeOf(far)).refused).toBeDefined();
  });
});

describe('square pixels', () => {
  const resolution = (x: number, y: number, unit = 2): TiffPage => ({
    ...sheet,
    more: [
      { tag: 282, type: 'rational', values: [Math.round(x * 100), 100] },
      { tag: 283, type: 'rational', values: [Math.round(y * 100), 100] },
      { tag: 296, type: 'short', values: [unit] },
    ],
  });
  test.each<[string, TiffPage, number[]]>([
    ['a fax of 204 x 98', resolution(204, 98), [60, 83]],
    ['a fax of 204 x 196', resolution(204, 196), [60, 42]],
    ['a fax in dots per centimetre', resolution(80.3, 38.5, 3), [60, 83]],
    ['a scan of 200 x 400', resolution(200, 400), [120, 40]],
    ['a scan of 300 x 300', resolution(300, 300), [60, 40]],
    ['rounding', resolution(300, 299), [60, 40]],
    ['a figure that no device has', resolution(300, 1), [60, 40]],
    ['no resolution', resolution(0, 0), [60, 40]],
  ])('%s', async (_, tiff, size) => {
    expect(sizesOf(await outcomeOf(makeTiff([tiff])))).toEqual([size]);
  });
});

describe('old JPEG', () => {
  const jpeg = () =>
    sharp(grey8, { raw: { width, height, channels: 1 } })
      .jpeg({ quality: 95 })
      .toBuffer();
  const old = (strip: Buffer, more: TiffPage['more'] = []): TiffPage => ({
    ...sheet,
    compression: 6,
    photometric: 6,
    strip,
    more,
  });
  test.each<[string, (bytes: Buffer) => TiffPage]>([
    ['whole in the strip', (bytes) => old(bytes)],
    [
      'whole at its own place',
      (bytes) =>
        old(bytes, [
          { tag: 513, type: 'long', values: [8] },
          { tag: 514, type: 'long', values: [bytes.length] },
        ]),
    ],
    ['without its end mark', (bytes) => old(bytes.subarray(0, -2))],
  ])('%s', async (_, make) => {
    const { pages } = await outcomeOf(makeTiff([make(await jpeg())]));
    expect([levelAt(pages[0], 0.15, 0.5) < 40, levelAt(pages[0], 0.7, 0.5) > 225]).toEqual([true, true]);
  });

  test('its head at one place and its data in the strip', async () => {
    const bytes = await jpeg();
    const scan = bytes.indexOf(Buffer.from('ffda', 'hex'));
    const head = scan + 2 + bytes.readUInt16BE(scan + 2);
    // The head lies in the strip of a thumbnail before it.
    const holder: TiffPage = { ...small(1), strip: bytes.subarray(0, head) };
    const tiff = makeTiff([
      holder,
      old(bytes.subarray(head), [
        { tag: 513, type: 'long', values: [8] },
        { tag: 514, type: 'long', values: [head] },
      ]),
    ]);
    const { pages } = await outcomeOf(tiff);
    expect([pages.length, levelAt(pages[0], 0.15, 0.5) < 40, levelAt(pages[0], 0.7, 0.5) > 225]).toEqual([
      1,
      true,
      true,
    ]);
  });
});

test.each([
  ['LZW', { compression: 'lzw' }],
  ['deflate', { compression: 'deflate', predictor: 'horizontal' }],
  ['PackBits', { compression: 'packbits' }],
  ['JPEG', { compression: 'jpeg', quality: 95 }],
  ['tiles', { compression: 'lzw', tile: true, tileWidth: 32, tileHeight: 32 }],
  ['BigTIFF', { compression: 'none', bigtiff: true }],
] as const)('written by libtiff: %s', async (_, options) => {
  const bytes = await sharp(grey8, { raw: { width, height, channels: 1 } })
    .tiff(options)
    .toBuffer();
  const { pages } = await outcomeOf(bytes);
  expect([levelAt(pages[0], 0.15, 0.5) < 40, levelAt(pages[0], 0.7, 0.5) > 225]).toEqual([true, true]);
});
