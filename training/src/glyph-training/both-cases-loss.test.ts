import { loadBackend } from '@longhand/inference';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { bothCasesLoss } from './both-cases-loss.js';
import { prepareTraining } from '../gradient-kernels/prepare-training.js';

beforeAll(async () => {
  await loadBackend({ backend: 'cpu' });
  await prepareTraining();
});

const logits = [
  [2, -1, 0.5, 0],
  [0, 3, 1, -2],
];
const allowed = [
  [1, 0, 0, 0],
  [0, 1, 0, 1],
];

/** The definition, written out. */
function expected(rows: number[][], smoothing: number): number {
  const losses = rows.map((row, i) => {
    const total = row.reduce((sum, z) => sum + Math.exp(z), 0);
    const right = row.reduce((sum, z, c) => sum + allowed[i][c] * Math.exp(z), 0) / total;
    const even = row.reduce((sum, z) => sum - Math.log(Math.exp(z) / total), 0) / row.length;
    return -(1 - smoothing) * Math.log(right) + smoothing * even;
  });
  return losses.reduce((a, b) => a + b) / rows.length;
}

test.each([0, 0.1])('the loss is -log of the allowed mass, smoothing %f', async (smoothing) => {
  const loss = bothCasesLoss(tf.tensor2d(logits), tf.tensor2d(allowed), smoothing);
  expect((await loss.data())[0]).toBeCloseTo(expected(logits, smoothing), 5);
});

test('its written gradient equals the difference quotient', async () => {
  const gradient = await tf
    .grad((z) => bothCasesLoss(z as tf.Tensor2D, tf.tensor2d(allowed), 0.1))(tf.tensor2d(logits))
    .data();
  const h = 1e-5;
  logits.flat().forEach((_, i) => {
    const moved = (by: number) => logits.map((row, r) => row.map((z, c) => (r * 4 + c === i ? z + by : z)));
    const quotient = (expected(moved(h), 0.1) - expected(moved(-h), 0.1)) / (2 * h);
    expect(gradient[i]).toBeCloseTo(quotient, 4);
  });
});

test('a far-off allowed class gives a large finite loss', async () => {
  const loss = await bothCasesLoss(tf.tensor2d([[500, 0]]), tf.tensor2d([[0, 1]]), 0).data();
  expect(loss[0]).toBeCloseTo(500, 2);
});
