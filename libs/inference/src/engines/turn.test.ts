import { expect, test } from 'vitest';
import { turn } from './turn.js';

test('a matrix is transposed', () => {
  const { shape, values } = turn({ shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) }, [1, 0]);
  expect(shape).toEqual([3, 2]);
  expect([...values]).toEqual([1, 4, 2, 5, 3, 6]);
});

test('a kernel [height, width, from, to] becomes [to, from, height, width]', () => {
  const [height, width, from, to] = [2, 3, 4, 5];
  const kernel = { shape: [height, width, from, to], values: Float32Array.from({ length: 120 }, (_, i) => i) };
  const turned = turn(kernel, [3, 2, 0, 1]);
  expect(turned.shape).toEqual([5, 4, 2, 3]);
  for (const [y, x, c, k] of [
    [0, 0, 0, 0],
    [1, 2, 3, 4],
    [1, 0, 2, 3],
    [0, 1, 3, 1],
  ])
    expect(turned.values[((k * from + c) * height + y) * width + x]).toBe(((y * width + x) * from + c) * to + k);
});
