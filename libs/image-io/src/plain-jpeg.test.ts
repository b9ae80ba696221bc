import sharp from 'sharp';
import { expect, test } from 'vitest';
import { plainJpeg } from './plain-jpeg.js';

const [width, height] = [70, 50];
const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 31 + (i >> 5) * 17) & 255);
const picture = () => sharp(data, { raw: { width, height, channels: 3 } });
const pixelsOf = (jpeg: Buffer) => sharp(jpeg).raw().toBuffer();

test.each([{ progressive: false }, { progressive: true }])(
  'keeps the pixels and drops the metadata (%o)',
  async (kind) => {
    const exif = { IFD0: { Artist: 'Jane Doe' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
    const jpeg = await picture().withExif(exif).jpeg(kind).toBuffer();
    expect(jpeg.includes('Jane Doe')).toBe(true);
    const comment = Buffer.from([0xff, 0xfe, 0x00, 0x06, ...Buffer.from('Jane')]);
    const commented = Buffer.concat([
      jpeg.subarray(0, 2),
      comment,
      jpeg.subarray(2),
      Buffer.from('Jane after the end'),
    ]);
    const plain = plainJpeg(commented);
    expect(plain?.includes('Jane')).toBe(false);
    expect(await pixelsOf(plain!)).toEqual(await pixelsOf(jpeg));
    expect((await sharp(plain).metadata()).exif).toBeUndefined();
  },
);

test('a colour profile, a cut file and what is no JPEG are not passed on', async () => {
  const jpeg = await picture().jpeg().toBuffer();
  expect(plainJpeg(jpeg)).toBeDefined();
  expect(plainJpeg(await picture().withIccProfile('p3').jpeg().toBuffer())).toBeUndefined();
  for (const cut of [3, 40, jpeg.length >> 1, jpeg.length - 2])
    expect(plainJpeg(jpeg.subarray(0, cut))).toBeUndefined();
  const arithmetic = Buffer.from(jpeg);
  arithmetic[jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc9;
  expect(plainJpeg(arithmetic)).toBeUndefined();
  expect(plainJpeg(await picture().png().toBuffer())).toBeUndefined();
});
