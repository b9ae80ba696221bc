import { expect, test } from 'vitest';
import type { LineMaps } from './line-maps.js';
import { remainingSkew } from './remaining-skew.js';

/** Cores 4 cells thick that run with the given slopes, in degrees. */
function mapsOf(slopes: readonly number[], length = 160): LineMaps {
  const [width, height] = [200, 240];
  const core = new Float32Array(width * height);
  for (const [i, degrees] of slopes.entries()) {
    for (let x = 0; x < length; x++) {
      const y = Math.round(30 + 22 * i + Math.tan((degrees * Math.PI) / 180) * x);
      for (let row = y; row < y + 4; row++) core[row * width + 20 + x] = 0.9;
    }
  }
  return { width, height, cell: 4, core, border: new Float32Array(core.length), ruled: new Float32Array(core.length) };
}

test.each([0, 0.8, -2, 4])('lines that run at %d degrees', (degrees) => {
  expect(remainingSkew(mapsOf([degrees, degrees, degrees + 0.4, degrees - 0.3, degrees]))).toBeCloseTo(degrees, 0);
});

test('too few lines, short ones, and lines that do not agree tell nothing', () => {
  expect(remainingSkew(mapsOf([2, 2]))).toBeUndefined();
  expect(remainingSkew(mapsOf([2, 2, 2, 2], 25))).toBeUndefined();
  expect(remainingSkew(mapsOf([-8, 0, 8, 0, -7, 6]))).toBeUndefined();
});
