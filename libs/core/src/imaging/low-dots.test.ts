import { expect, it } from 'vitest';
import { lowDots } from './low-dots.js';

/** Ink of 40 rows: boxes [x, y, width, height] on paper. */
function inkOf(width: number, boxes: readonly (readonly [number, number, number, number])[]) {
  const data = new Uint8Array(40 * width);
  for (const [x, y, w, h] of boxes)
    for (let row = y; row < y + h; row++) data.fill(255, row * width + x, row * width + x + w);
  return { width, height: 40, data };
}

const [two, five] = [
  [10, 8, 10, 22],
  [28, 8, 10, 22],
] as const;

it('finds a point between digits, and a comma that hangs below', () => {
  expect(lowDots(inkOf(60, [two, five, [23, 27, 3, 3]]))).toEqual([24.5]);
  expect(lowDots(inkOf(60, [two, five, [23, 28, 2, 7]]))).toEqual([24]);
});

it('finds neither a stroke, nor a raised dot, nor a speck of one pixel, nor a dot that touches a digit', () => {
  expect(lowDots(inkOf(60, [two, five]))).toEqual([]);
  expect(lowDots(inkOf(60, [two, five, [23, 8, 2, 22]]))).toEqual([]);
  expect(lowDots(inkOf(60, [two, five, [23, 8, 3, 3]]))).toEqual([]);
  expect(lowDots(inkOf(60, [two, five, [23, 28, 1, 1]]))).toEqual([]);
  expect(lowDots(inkOf(60, [two, five, [20, 27, 3, 3]]))).toEqual([]);
});
