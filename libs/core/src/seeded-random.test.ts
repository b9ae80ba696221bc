import { expect, it } from 'vitest';
import { seededRandom } from './seeded-random.js';

it('gives the series of mulberry32 for a seed', () => {
  const series = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 3 }, () => Math.round(random() * 2 ** 32));
  };
  expect(series(1)).toEqual([2693262067, 11749833, 2265367787]);
  expect(series(0xffff_ffff)).toEqual([3850105811, 813802916, 3073704848]);
});
