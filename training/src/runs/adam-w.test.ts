import { expect, test } from 'vitest';
import { AdamW } from './adam-w.js';

const layout = {
  places: [
    { name: 'a/kernel', shape: [1], start: 0, end: 1, trainable: true },
    { name: 'a/bias', shape: [1], start: 1, end: 2, trainable: true },
  ],
  trainableLength: 2,
  length: 2,
};

test('the first step moves every parameter by the learning rate, against its mean gradient; only kernels decay', () => {
  const parameters = Float32Array.of(1, 1);
  new AdamW(layout, 0.1).update(parameters, [Float32Array.of(3, -1), Float32Array.of(1, -1)], 1, 0.01);
  expect(parameters[0]).toBeCloseTo(1 - 0.01 - 0.01 * 0.1, 6);
  expect(parameters[1]).toBeCloseTo(1 + 0.01, 6);
});

test('it finds the minimum of a parabola', () => {
  const parameters = Float32Array.of(5, -3);
  const optimiser = new AdamW(layout, 0);
  for (let step = 1; step <= 600; step++)
    optimiser.update(parameters, [parameters.map((x) => 2 * (x - 1))], step, 0.05);
  expect(parameters[0]).toBeCloseTo(1, 2);
  expect(parameters[1]).toBeCloseTo(1, 2);
});
