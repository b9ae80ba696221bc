import { expect, test } from 'vitest';
import { CoverageCanvas } from './coverage.js';

const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);

test('a rectangle covers each pixel by its exact share', () => {
  const canvas = new CoverageCanvas(4, 3);
  canvas.addPolygon(Float32Array.of(0.5, 0.25, 2.5, 0.25, 2.5, 2, 0.5, 2));
  const expected = [0.375, 0.75, 0.375, 0, 0.5, 1, 0.5, 0, 0, 0, 0, 0];
  for (const [i, value] of canvas.coverage().entries()) expect(value).toBeCloseTo(expected[i], 5);
});

test.each([
  ['a flat triangle over many columns', [0.3, 0.2, 9.7, 0.9, 0.3, 0.9]],
  ['a steep one', [2.1, 0.4, 2.9, 9.6, 2.1, 9.6]],
  ['a slanting quadrilateral', [1, 1, 8.5, 2.5, 9, 8, 2.5, 9.5]],
])('%s has its own area, whichever way it turns', (_, points) => {
  const pairs = points.flatMap((_, i) => (i % 2 ? [] : [[points[i], points[i + 1]]]));
  const area = pairs.reduce((total, [x, y], i) => {
    const [u, v] = pairs[(i + 1) % pairs.length];
    return total + (x * v - u * y) / 2;
  }, 0);
  for (const order of [pairs, pairs.toReversed()]) {
    const canvas = new CoverageCanvas(10, 10);
    canvas.addPolygon(Float32Array.from(order.flat()));
    expect(sum(canvas.coverage())).toBeCloseTo(Math.abs(area), 2);
  }
});

test('a hole stays empty, overlaps count once', () => {
  const square = (a: number, b: number) => [a, a, b, a, b, b, a, b];
  const ring = new CoverageCanvas(6, 6);
  ring.addPolygon(Float32Array.from(square(0, 6)));
  ring.addPolygon(Float32Array.of(2, 2, 2, 4, 4, 4, 4, 2));
  expect(sum(ring.coverage())).toBeCloseTo(32, 4);
  const twice = new CoverageCanvas(6, 6);
  twice.addPolygon(Float32Array.from(square(0, 4)));
  twice.addPolygon(Float32Array.from(square(2, 6)));
  expect(sum(twice.coverage())).toBeCloseTo(28, 4);
});

test('what lies outside is clipped', () => {
  const canvas = new CoverageCanvas(5, 5);
  canvas.addPolygon(Float32Array.of(-10, -10, 2.5, -10, 2.5, 20, -10, 20));
  expect(sum(canvas.coverage())).toBeCloseTo(12.5, 4);
  const beyond = new CoverageCanvas(5, 5);
  beyond.addPolygon(Float32Array.of(7, 1, 9, 1, 9, 3, 7, 3));
  beyond.addPolygon(Float32Array.of(1, 6, 3, 6, 3, 9, 1, 9));
  expect(sum(beyond.coverage())).toBe(0);
});

test('a weak stroke covers by its strength, whatever stands beside it', () => {
  const canvas = new CoverageCanvas(4, 2);
  canvas.addPolygon(Float32Array.of(0, 0, 2, 0, 2, 2, 0, 2), 0.4);
  canvas.addPolygon(Float32Array.of(2, 0, 4, 0, 4, 2, 2, 2));
  for (const [i, value] of canvas.coverage().entries()) expect(value).toBeCloseTo(i % 4 < 2 ? 0.4 : 1, 5);
});
