import { expect, test } from 'vitest';
import { prepareLine } from './prepare-line.js';

test('a strip comes out 40 high with its aspect, dark ink as 255 and paper as 0', () => {
  const data = new Uint8Array(200 * 80).fill(230);
  for (let y = 30; y < 50; y++) data.fill(20, y * 200 + 50, y * 200 + 60);
  const line = prepareLine({ width: 200, height: 80, data });
  expect(line.width).toBe(100);
  expect(line.data[0]).toBe(0);
  expect(line.data[20 * 100 + 27]).toBeGreaterThan(240);
});

test('empty paper stays paper, and a mark is not stretched narrower than 16', () => {
  const data = Uint8Array.from({ length: 10 * 60 }, (_, i) => 240 + (i % 3));
  const { width, data: ink } = prepareLine({ width: 10, height: 60, data });
  expect(width).toBe(16);
  expect(Math.max(...ink)).toBeLessThan(60);
});

test('a strip without pixels is refused', () => {
  const bad = { width: 0, height: 40, data: new Uint8Array(0) };
  expect(() => prepareLine(bad)).toThrow(expect.objectContaining({ code: 'classifier.bad_input' }));
  expect(() => prepareLine({ width: 9, height: 9, data: new Uint8Array(80) })).toThrow();
});
