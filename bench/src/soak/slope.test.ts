import { expect, it } from 'vitest';
import { slopeOf } from './run-soak.js';

it('is that of the line that fits best', () => {
  expect(
    slopeOf([
      [0, 5],
      [1, 7],
      [2, 9],
    ]),
  ).toBeCloseTo(2);
  expect(
    slopeOf([
      [0, 0],
      [1, 2],
      [2, 0],
      [3, 2],
    ]),
  ).toBeCloseTo(0.4);
  expect(
    slopeOf([
      [3, 8],
      [3, 9],
    ]),
  ).toBe(0);
});
