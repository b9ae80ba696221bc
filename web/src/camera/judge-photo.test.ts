import { describe, expect, it } from 'vitest';
import { type GrayPicture, grayOf, judgePhoto } from './judge-photo.js';

/** Paper with rows of short dark strokes. */
function page(paper: number, ink: number): GrayPicture {
  const [width, height] = [600, 800];
  const data = new Uint8ClampedArray(width * height).fill(paper);
  for (let y = 60; y < height - 60; y += 40) {
    for (let x = 60; x < width - 60; x += 27) {
      for (let down = 0; down < 14; down += 1) {
        data.fill(ink, (y + down) * width + x, (y + down) * width + x + 3);
      }
    }
  }
  return { width, height, data };
}

/** Box blur, as a picture out of focus. */
function blurred({ width, height, data }: GrayPicture, radius: number): GrayPicture {
  const pass = (from: ArrayLike<number>, step: number) =>
    Uint8ClampedArray.from(from, (_, i) => {
      let sum = 0;
      for (let k = -radius; k <= radius; k += 1) sum += from[Math.min(from.length - 1, Math.max(0, i + k * step))];
      return sum / (2 * radius + 1);
    });
  return { width, height, data: pass(pass(data, 1), width) };
}

describe('judgePhoto', () => {
  it('takes a sharp page, also one with little writing on it', () => {
    expect(judgePhoto(page(200, 40)).fault).toBeUndefined();
    const little = page(200, 200);
    little.data.set(page(200, 40).data.subarray(0, 600 * 160));
    expect(judgePhoto(little)).toMatchObject({ sentence: 'Good: sharp and evenly lit.' });
  });

  it('takes a white slip on a dark table, which a camera lifts to full white', () => {
    const slip = page(255, 20);
    for (let y = 0; y < 800; y += 1) if (y < 250 || y > 550) slip.data.fill(90, y * 600, y * 600 + 600);
    expect(judgePhoto(slip).fault).toBeUndefined();
  });

  it('judges sharpness alike in dim and in bright light', () => {
    const [bright, dim] = [judgePhoto(page(220, 20)), judgePhoto(page(120, 70))];
    expect(dim.sharpness / bright.sharpness).toBeCloseTo(1, 1);
  });

  it('takes a scan, whose paper is all white', () => expect(judgePhoto(page(255, 20)).fault).toBeUndefined());

  it('says that a page is dark, blurred or not there', () => {
    expect(judgePhoto(page(60, 10)).fault).toBe('dark');
    expect(judgePhoto(blurred(blurred(page(200, 40), 4), 4)).fault).toBe('blurred');
    expect(judgePhoto(page(200, 200)).fault).toBe('empty');
  });

  it('sees a lamp that shines back', () => {
    const shining = page(190, 40);
    for (let y = 300; y < 450; y += 1) shining.data.fill(255, y * 600 + 200, y * 600 + 350);
    expect(judgePhoto(shining)).toMatchObject({ fault: 'glare', sentence: expect.stringContaining('Tilt') });
  });
});

it('grayOf weighs the colours', () => {
  const data = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255];
  expect([...grayOf({ width: 2, height: 2, data }).data]).toEqual([76, 150, 29, 255]);
});
