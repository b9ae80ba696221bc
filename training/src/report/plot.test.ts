import { expect, test } from 'vitest';
import { plotHistory } from './plot.js';

const epoch = (n: number) => ({
  epoch: n,
  trainLoss: 1 / n,
  trainAccuracy: 1 - 1 / (n + 1),
  validationLoss: 1.1 / n,
  validationAccuracy: 1 - 1 / (n + 2),
  learningRate: 0.001,
});

test('two panels with a training and a validation curve each, one point per epoch', () => {
  const svg = plotHistory('a < b', [1, 2, 3].map(epoch));
  const points = [...svg.matchAll(/points="([^"]*)"/g)].map((match) => match[1].split(' ').length);
  expect(points).toEqual([3, 3, 3, 3]);
  expect(svg).toContain('a &lt; b');
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test('a single epoch and equal values still give numbers', () => {
  const same = { ...epoch(1), trainLoss: 1, validationLoss: 1 };
  expect(plotHistory('one', [same])).not.toMatch(/NaN|Infinity/);
});

test('what was not recorded has no curve', () => {
  const svg = plotHistory('some', [
    { trainLoss: 2, validationAccuracy: 0.5 },
    { trainLoss: 1, validationAccuracy: 0.6 },
  ]);
  expect([...svg.matchAll(/<polyline/g)]).toHaveLength(2);
  expect(plotHistory('loss only', [{ trainLoss: 2 }])).toContain('accuracy was not recorded');
});
