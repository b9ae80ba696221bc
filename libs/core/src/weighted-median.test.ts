import { expect, test } from 'vitest';
import { weightedMedian } from './weighted-median.js';

test.each([
  ['nothing', [], 0],
  ['one', [[7, 2]], 7],
  [
    'the heavy one, in any order',
    [
      [9, 1],
      [1, 1],
      [4, 10],
    ],
    4,
  ],
  [
    'the lower of two with the same weight',
    [
      [2, 5],
      [1, 5],
    ],
    1,
  ],
] as const)('of %s', (_, values, median) => {
  expect(weightedMedian(values.map(([value, weight]) => ({ value, weight })))).toBe(median);
});
