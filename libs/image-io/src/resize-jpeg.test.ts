import { PermanentFailure } from '@longhand/core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { resizeJpeg } from './resize-jpeg.js';

/** Left half black, right half white. */
async function page(width: number, height: number): Promise<Buffer> {
  const half = { create: { width: width / 2, height, channels: 3 as const, background: '#000' } };
  const white = sharp({ create: { width, height, channels: 3, background: '#fff' } });
  return white
    .composite([{ input: half, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();
}

test.each([
  { width: 1000, height: 1500, max: 300, newWidth: 200, newHeight: 300 },
  { width: 1500, height: 1000, max: 300, newWidth: 300, newHeight: 200 },
  { width: 4000, height: 20, max: 16, newWidth: 16, newHeight: 1 },
])('$width x $height becomes, with at most $max, $newWidth x $newHeight', async (size) => {
  const { width, height, max, newWidth, newHeight } = size;
  const small = await resizeJpeg(await page(width, height), max);
  const { data, info } = await sharp(small).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([newWidth, newHeight]);
  expect((await sharp(small).metadata()).format).toBe('jpeg');
  expect(data[1]).toBeLessThan(20);
  expect(data[newWidth - 2]).toBeGreaterThan(235);
});

test.each([1500, 1501, 20_000])('one that is no larger than %i comes back as it is', async (max) => {
  const jpeg = await page(1000, 1500);
  expect(await resizeJpeg(jpeg, max)).toBe(jpeg);
});

test('what is no whole JPEG is refused', async () => {
  const jpeg = await page(400, 400);
  const png = await sharp(jpeg).png().toBuffer();
  for (const bytes of [Buffer.from('no picture'), png, jpeg.subarray(0, jpeg.length >> 1)]) {
    await expect(resizeJpeg(bytes, 100)).rejects.toBeInstanceOf(PermanentFailure);
  }
});
