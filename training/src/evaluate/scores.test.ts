import { softmaxRows } from '@longhand/inference';
import { expect, test } from 'vitest';
import { accuracy, calibrationError, fitTemperature, negativeLogLikelihood } from './scores.js';

const truth = (labels: number[], twins = labels) => ({ labels, twins });

test('a twin counts as right', () => {
  const scores = Float32Array.of(1, 2, 0, 3, 0, 1);
  expect(accuracy(scores, truth([0, 1]), 3)).toBe(0);
  expect(accuracy(scores, truth([0, 1], [1, 1]), 3)).toBe(0.5);
  expect(negativeLogLikelihood(Float32Array.of(0, 0, 0), truth([0], [1]), 3)).toBeCloseTo(Math.log(1.5));
});

test('calibration error is the distance of confidence from accuracy', () => {
  const p = Float32Array.from(Array.from({ length: 10 }, () => [0.9, 0.1]).flat());
  expect(calibrationError(p, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2)).toBeCloseTo(0, 6);
  expect(calibrationError(p, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2)).toBeCloseTo(0.4, 6);
});

test('the fitted temperature undoes a wrong scale', () => {
  // Rows whose class 0 is right in 80 % of cases, said with far too much confidence.
  const logits = Float32Array.from(Array.from({ length: 50 }, () => [3 * Math.log(4), 0]).flat());
  const labels = Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? 1 : 0));
  const temperature = fitTemperature(logits, truth(labels), 2);
  expect(temperature).toBeCloseTo(3, 1);
  expect(calibrationError(softmaxRows(logits, 2, temperature), labels, 2)).toBeLessThan(0.01);
});
