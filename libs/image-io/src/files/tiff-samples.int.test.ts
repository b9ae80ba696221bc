import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeTiff, type TiffPage } from '../testing/make-tiff.js';
import { levelAt, outcomeOf, sizesOf } from '../testing/outcome.js';
import { width, height, samplesOf, page, grey8, sheet, float } from '../testing/tiff-pages.js';

describe('samples of every kind are read', () => {
  const cases: [string, TiffPage][] = [
    ['8 bits', sheet],
    [
      'white is zero',
      page(
        8,
        0,
        samplesOf(1, 1, (data, at, ink) => data.writeUInt8(ink ? 255 : 0, at)),
      ),
    ],
    [
      '1 bit',
      page(
        1,
        1,
        Buffer.alloc(8 * height, 255)
          .fill(0, 0, 0)
          .map((_, i) => (i % 8 < 2 ? 0 : i % 8 === 2 ? 0x0f : 0xff)) as Buffer,
      ),
    ],
    ['2 bits', page(2, 1, Buffer.alloc(15 * height).map((_, i) => (i % 15 < 5 ? 0 : 255)) as Buffer)],
    ['4 bits', page(4, 1, Buffer.alloc(30 * height).map((_, i) => (i % 30 < 10 ? 0 : 255)) as Buffer)],
    [
      '16 bits',
      page(
        16,
        1,
        samplesOf(1, 2, (data, at, ink) => data.writeUInt16LE(ink ? 0 : 65_535, at)),
      ),
    ],
    [
      '32 bits',
      page(
        32,
        1,
        samplesOf(1, 4, (data, at, ink) => data.writeUInt32LE(ink ? 0 : 0xffff_ffff, at)),
      ),
    ],
    [
      '32 bits that use 8',
      page(
        32,
        1,
        samplesOf(1, 4, (data, at, ink) => data.writeUInt32LE(ink ? 0 : 255, at)),
      ),
    ],
    [
      '8 bits with a sign',
      page(
        8,
        1,
        samplesOf(1, 1, (data, at, ink) => data.writeInt8(ink ? 0 : 127, at)),
        { format: 2 },
      ),
    ],
    [
      '16 bits with a sign',
      page(
        16,
        1,
        samplesOf(1, 2, (data, at, ink) => data.writeInt16LE(ink ? 0 : 32_767, at)),
        { format: 2 },
      ),
    ],
    [
      '32 bits with a sign',
      page(
        32,
        1,
        samplesOf(1, 4, (data, at, ink) => data.writeInt32LE(ink ? 0 : 0x7fff_ffff, at)),
        { format: 2 },
      ),
    ],
    ['floating point, 0 to 1', page(32, 1, float(1), { format: 3 })],
    ['floating point with overshoot', page(32, 1, float(1.01, -0.01), { format: 3 })],
    ['floating point, 0 to 255', page(32, 1, float(255), { format: 3 })],
    ['floating point, white is zero', page(32, 0, float(0, 1), { format: 3 })],
    [
      'floating point of 16 bits',
      page(
        16,
        1,
        samplesOf(1, 2, (data, at, ink) => data.writeUInt16LE(ink ? 0 : 0x3c00, at)),
        { format: 3 },
      ),
    ],
    [
      'floating point colours',
      page(
        32,
        2,
        samplesOf(3, 4, (data, at, ink) => data.writeFloatLE(ink ? 0 : 1, at)),
        { format: 3, samples: 3 },
      ),
    ],
    [
      '16-bit colours',
      page(
        16,
        2,
        samplesOf(3, 2, (data, at, ink) => data.writeUInt16LE(ink ? 0 : 65_535, at)),
        { samples: 3 },
      ),
    ],
    [
      '32-bit colours',
      page(
        32,
        2,
        samplesOf(3, 4, (data, at, ink) => data.writeUInt32LE(ink ? 0 : 0xffff_ffff, at)),
        { samples: 3 },
      ),
    ],
    [
      'L*a*b*',
      page(
        8,
        8,
        samplesOf(3, 1, (data, at, ink, s) => data.writeUInt8(s === 0 && !ink ? 255 : 0, at)),
        { samples: 3 },
      ),
    ],
    [
      'L*a*b* of 16 bits',
      page(
        16,
        8,
        samplesOf(3, 2, (data, at, ink, s) => data.writeUInt16LE(s === 0 && !ink ? 65_535 : 0, at)),
        { samples: 3 },
      ),
    ],
    [
      'ICC L*a*b*',
      page(
        8,
        9,
        samplesOf(3, 1, (data, at, ink, s) => data.writeUInt8(s > 0 ? 128 : ink ? 0 : 255, at)),
        { samples: 3 },
      ),
    ],
    [
      'ICC L*a*b* of 16 bits',
      page(
        16,
        9,
        samplesOf(3, 2, (data, at, ink, s) => data.writeUInt16LE(s > 0 ? 32_768 : ink ? 0 : 65_280, at)),
        { samples: 3 },
      ),
    ],
    [
      'uncompressed YCbCr',
      page(
        8,
        6,
        samplesOf(3, 1, (data, at, ink, s) => data.writeUInt8(s > 0 ? 128 : ink ? 0 : 255, at)),
        { samples: 3, more: [{ tag: 530, type: 'short', values: [1, 1] }] },
      ),
    ],
    [
      'CMYK',
      page(
        8,
        5,
        samplesOf(4, 1, (data, at, ink) => data.writeUInt8(ink ? 255 : 0, at)),
        { samples: 4 },
      ),
    ],
    [
      'CMYK of 16 bits',
      page(
        16,
        5,
        samplesOf(4, 2, (data, at, ink) => data.writeUInt16LE(ink ? 65_535 : 0, at)),
        { samples: 4 },
      ),
    ],
    [
      'grey and opacity',
      page(
        8,
        1,
        samplesOf(2, 1, (data, at, ink, s) => data.writeUInt8(s === 0 && ink ? 0 : 255, at)),
        { samples: 2, more: [{ tag: 338, type: 'short', values: [2] }] },
      ),
    ],
    ['linear raw grey', page(8, 34_892, grey8)],
  ];
  test.each(cases)('%s', async (_, tiff) => {
    const outcome = await outcomeOf(makeTiff([tiff]));
    expect(outcome.refused).toBeUndefined();
    expect(sizesOf(outcome)).toEqual([[width, height]]);
    expect(levelAt(outcome.pages[0], 0.15, 0.5)).toBeLessThan(40);
    expect(levelAt(outcome.pages[0], 0.7, 0.5)).toBeGreaterThan(225);
  });

  test('L*a*b* keeps its colours', async () => {
    // Red of sRGB: L* 54.3, a* 80.8, b* 69.9 under D50.
    const red = page(
      8,
      8,
      samplesOf(3, 1, (data, at, _, s) => data.writeUInt8([138, 81, 70][s], at)),
      { samples: 3 },
    );
    const [{ jpeg }] = (await outcomeOf(makeTiff([red]))).pages;
    const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    expect([data[0] > 235, data[1] < 30, data[2] < 30]).toEqual([true, true, true]);
  });
});
