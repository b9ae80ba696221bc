import { describe, expect, it } from 'vitest';
import type { GrayImage } from '@longhand/core';
import { grayOf } from './gray-of.js';
import { judgePhoto } from './judge-photo.js';

/** Paper with rows of short dark strokes. */
function page(paper: number, ink: number): GrayImage {
  const [width, height] = [600, 800];
  const data = new Uint8Array(width * height).fill(paper);
  for (let y = 60; y < height - 60; y += 40) {
    for (let x = 60; x < width - 60; x += 27) {
      for (let down = 0; down < 14; down += 1) {
        data.fill(ink, (y + down) * width + x, (y + down) * width + x + 3);
      }
    }
  }
  return { width, height, data };
}

const judge = (whole: GrayImage, detail?: GrayImage) => judgePhoto({ whole, ...(detail && { detail }) });

/** Box blur, as a picture out of focus. */
function blurred({ width, height, data }: GrayImage, radius: number): GrayImage {
  const pass = (from: ArrayLike<number>, step: number) =>
    Uint8Array.from(from, (_, i) => {
      let sum = 0;
      for (let k = -radius; k <= radius; k += 1) sum += from[Math.min(from.length - 1, Math.max(0, i + k * step))];
      return sum / (2 * radius + 1);
    });
  return { width, height, data: pass(pass(data, 1), width) };
}

describe('judgePhoto', () => {
  it('takes a sharp page, also one with little writing on it', () => {
    expect(judge(page(200, 40)).fault).toBeUndefined();
    const little = page(200, 200);
    little.data.set(page(200, 40).data.subarray(0, 600 * 160));
    expect(judge(little)).toMatchObject({ advice: 'good' });
  });

  it('takes a white slip on a dark table, which a camera lifts to full white', () => {
    const slip = page(255, 20);
    for (let y = 0; y < 800; y += 1) {
      const isSlip = y >= 200 && y <= 600;
      slip.data.fill(90, y * 600, y * 600 + (isSlip ? 50 : 600));
      slip.data.fill(90, y * 600 + 550, y * 600 + 600);
    }
    expect(judge(slip).fault).toBeUndefined();
  });

  it('judges sharpness alike in dim and in bright light', () => {
    const [bright, dim] = [judge(page(220, 20)), judge(page(120, 70))];
    expect(dim.sharpness / bright.sharpness).toBeCloseTo(1, 1);
  });

  it('takes a scan, whose paper is all white', () => expect(judge(page(255, 20)).fault).toBeUndefined());

  it('says that a page is dark, blurred or not there', () => {
    expect(judge(page(60, 10)).fault).toBe('dark');
    expect(judge(blurred(blurred(page(200, 40), 4), 4)).fault).toBe('blurred');
    expect(judge(page(200, 200)).fault).toBe('empty');
  });

  describe('a sheet on a table', () => {
    /** The written page made small, on dark wood. */
    const onTable = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => {
      const [sheet, photo] = [page(200, 40), page(60, 60)];
      for (let row = Math.max(0, y); row < Math.min(800, y + height); row += 1) {
        for (let column = Math.max(0, x); column < Math.min(600, x + width); column += 1) {
          const from = Math.floor(((row - y) * 800) / height) * 600 + Math.floor(((column - x) * 600) / width);
          photo.data[row * 600 + column] = sheet.data[from];
        }
      }
      return photo;
    };

    it('is outlined, and good when all of it is there', () => {
      const seen = judge(onTable({ x: 60, y: 80, width: 480, height: 640 }));
      expect(seen).toMatchObject({ advice: 'whole' });
      const corners = [
        [60, 80],
        [540, 80],
        [540, 720],
        [60, 720],
      ];
      for (const [i, { x, y }] of (seen.outline ?? []).entries()) {
        expect(Math.hypot(x - corners[i][0], y - corners[i][1])).toBeLessThan(8);
      }
      expect(seen.outline).toHaveLength(4);
    });

    it('should be nearer, or farther when a corner is cut off', () => {
      expect(judge(onTable({ x: 130, y: 200, width: 330, height: 420 })).fault).toBe('far');
      expect(judge(onTable({ x: -40, y: 80, width: 480, height: 640 })).fault).toBe('cut');
    });
  });

  it('looks at the detail, which shows what the small picture hides', () => {
    const detail = page(200, 20);
    expect(judge(page(200, 40), detail).fault).toBeUndefined();
    expect(judge(page(200, 40), blurred(detail, 2)).fault).toBe('blurred');
    expect(judge(page(200, 40), page(200, 200)).fault).toBeUndefined();
  });

  it('sees a lamp that shines back', () => {
    const shining = page(190, 40);
    for (let y = 300; y < 450; y += 1) shining.data.fill(255, y * 600 + 200, y * 600 + 350);
    expect(judge(shining)).toMatchObject({ fault: 'glare', advice: 'glare' });
  });
});

it('grayOf weighs the colours', () => {
  const data = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255];
  expect([...grayOf({ width: 2, height: 2, data }).data]).toEqual([76, 150, 29, 255]);
});
