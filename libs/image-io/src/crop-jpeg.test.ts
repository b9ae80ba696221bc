import sharp from 'sharp';
import { expect, it } from 'vitest';
import { cropJpeg } from './crop-jpeg.js';

/** Left half black, right half white, 200 x 100. */
const page = () =>
  sharp({ create: { width: 200, height: 100, channels: 3, background: '#fff' } })
    .composite([{ input: { create: { width: 100, height: 100, channels: 3, background: '#000' } }, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();

it('cuts out the pixels under the box', async () => {
  const { data, info } = await sharp(await cropJpeg(await page(), { x: 80, y: 10, width: 40, height: 30 }))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([40, 30]);
  expect(data[15 * 40 + 5]).toBeLessThan(20);
  expect(data[15 * 40 + 35]).toBeGreaterThan(235);
});

it('keeps the proportions of a box that reaches over the edge, with white outside', async () => {
  const { data, info } = await sharp(await cropJpeg(await page(), { x: -20, y: -10, width: 60, height: 40 }, 30))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([30, 20]);
  expect(data[0]).toBeGreaterThan(235);
  expect(data[15 * 30 + 20]).toBeLessThan(20);
});
