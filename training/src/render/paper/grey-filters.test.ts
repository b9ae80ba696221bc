import { expect, test } from 'vitest';
import { blockArtefacts, blur, changeStroke, resize, smoothNoise } from './grey-filters.js';
import { Random } from '../../basics/random.js';

const dot = () => {
  const data = new Float32Array(63);
  data[31] = 1;
  return { width: 9, height: 7, data };
};
const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);

test('a blur spreads a dot evenly and keeps its ink', () => {
  const { data } = blur(dot(), 1.5);
  expect(sum(data)).toBeCloseTo(1, 5);
  expect(data[31]).toBeCloseTo(1 / 16, 5);
  expect(data[31 + 2]).toBeCloseTo(data[31 - 2 * 9], 5);
  expect(blur(dot(), 0).data).toEqual(dot().data);
});

test('a bolder pen widens a dot by its amount, a finer one thins it', () => {
  const bold = changeStroke(dot(), 0.5).data;
  expect(sum(bold)).toBeCloseTo(3, 5);
  expect([bold[31], bold[30], bold[22]]).toEqual([1, 0.5, 0.5]);
  expect(changeStroke(dot(), -0.25).data[31]).toBeCloseTo(0.75, 5);
});

test('resizing keeps the mean', () => {
  const plane = { width: 50, height: 30, data: Float32Array.from({ length: 1500 }, (_, i) => (i * 7919) % 256) };
  const small = resize(plane, 31, 20);
  expect([small.width, small.height, small.data.length]).toEqual([31, 20, 620]);
  expect(sum(small.data) / 620).toBeCloseTo(sum(plane.data) / 1500, 2);
});

test('smooth noise has no jumps and follows the generator', () => {
  const noise = smoothNoise(40, 20, 8, Random.from(1)).data;
  expect(noise).toEqual(smoothNoise(40, 20, 8, Random.from(1)).data);
  expect(Math.max(...noise) - Math.min(...noise)).toBeGreaterThan(1);
  for (let x = 1; x < 40; x++) expect(Math.abs(noise[x] - noise[x - 1])).toBeLessThan(1);
});

test('block artefacts flatten faint detail and leave strokes', () => {
  const plane = { width: 8, height: 4, data: Float32Array.from({ length: 32 }, (_, i) => 100 + (i % 2)) };
  plane.data[0] = 0;
  blockArtefacts(plane, 10);
  expect(plane.data[0]).toBe(0);
  expect(Math.abs(plane.data[5] - plane.data[4])).toBeLessThan(0.3);
});
