import { expect, test } from 'vitest';
import { drawDigitPage } from './draw-digit-page.js';
import { editDistance } from './edit-distance.js';

test('edit distance counts insertions, deletions and replacements', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('same', 'same')).toBe(0);
});

test('digits are drawn dark on white, each at its place on the grid', () => {
  const images = new Uint8Array(4 * 784);
  for (let i = 0; i < 4; i++) images.fill(255, i * 784 + 28 * 10, i * 784 + 28 * 18);
  const page = drawDigitPage(
    { count: 4, images, labels: Uint8Array.of(1, 2, 3, 4) },
    { first: 0, rows: 2, columns: 2 },
  );
  expect(page.lines).toEqual(['12', '34']);
  const at = (x: number, y: number) => page.gray.data[y * page.gray.width + x];
  expect([at(128, 128), at(200, 224), at(50, 50), at(128, 104)]).toEqual([0, 0, 255, 255]);
});
