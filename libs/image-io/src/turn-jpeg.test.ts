import sharp from 'sharp';
import { expect, it } from 'vitest';
import { turnJpeg } from './turn-jpeg.js';

/** 40 x 20, black, with a white left half. */
const jpeg = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#000' } })
    .composite([{ input: { create: { width: 20, height: 20, channels: 3, background: '#fff' } }, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();

it('turns clockwise: what was left is on top', async () => {
  const turned = await turnJpeg(await jpeg(), 90);
  const { data, info } = await sharp(turned).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([20, 40]);
  expect(data[5 * 20 + 10]).toBeGreaterThan(240);
  expect(data[35 * 20 + 10]).toBeLessThan(15);
});

it('refuses what is no image, with a code', async () => {
  await expect(turnJpeg(Buffer.from('text'), 90)).rejects.toMatchObject({ code: 'image.unreadable' });
});
