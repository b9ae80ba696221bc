import { expect, test } from 'vitest';
import { Random } from './random.js';

test('a restored generator goes on with the same numbers', () => {
  const random = Random.from(7, 1);
  for (let i = 0; i < 100; i++) random.next();
  const copy = Random.restore(random.state);
  expect(Array.from({ length: 50 }, () => copy.next())).toEqual(Array.from({ length: 50 }, () => random.next()));
});

test('keys give different streams, the same keys the same', () => {
  expect(Random.from(1, 2).next()).toBe(Random.from(1, 2).next());
  expect(new Set([Random.from(1, 2), Random.from(2, 1), Random.from(1, 3)].map((r) => r.next())).size).toBe(3);
});

test('uniform and normal numbers have the moments they should', () => {
  const random = Random.from(3);
  const uniform = Array.from({ length: 20_000 }, () => random.uniform());
  const normal = Array.from({ length: 20_000 }, () => random.normal());
  const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
  expect(mean(uniform)).toBeCloseTo(0.5, 1);
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(mean(normal.map((v) => v * v))).toBeCloseTo(1, 1);
});

test('a permutation holds every index once', () => {
  expect([...Random.from(5).permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
