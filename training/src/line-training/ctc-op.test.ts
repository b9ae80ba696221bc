import { loadBackend } from '@longhand/inference';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { ctcOp } from './ctc-op.js';
import { prepareTraining } from '../gradient-kernels/prepare-training.js';
import { Random } from '../basics/random.js';

const [lines, frames, classes] = [3, 7, 4];
const targets = [
  { classes: [1, 2, 2], frames: 7 },
  { classes: [3], frames: 5 },
  // Four equal characters need seven frames: this line has too few and counts nothing.
  { classes: [1, 1, 1, 1], frames: 6 },
];
const random = Random.from(9);
const logits = Float32Array.from({ length: lines * frames * classes }, () => 2 * random.normal());

beforeAll(async () => {
  await loadBackend({ backend: 'wasm' });
  await prepareTraining();
});

const lossOf = (values: Float32Array): number =>
  tf.tidy(() => ctcOp(tf.tensor3d(values, [lines, frames, classes]), targets).dataSync()[0]);

/** All paths of a line, spelt out: the definition. */
function byEnumeration(line: number): number {
  const { classes: target, frames: own } = targets[line];
  const probability = (t: number, c: number) => {
    const row = logits.subarray((line * frames + t) * classes, (line * frames + t + 1) * classes);
    return Math.exp(row[c]) / row.reduce((sum, z) => sum + Math.exp(z), 0);
  };
  let total = 0;
  for (let path = 0; path < classes ** own; path++) {
    const steps = Array.from({ length: own }, (_, t) => Math.floor(path / classes ** t) % classes);
    const spelt = steps.filter((c, t) => c !== 0 && c !== steps[t - 1]);
    if (spelt.join() === target.join()) total += steps.reduce((product, c, t) => product * probability(t, c), 1);
  }
  return -Math.log(total) / target.length;
}

test('the loss is the sum over lines of minus the log of all paths that spell the text, per character', () => {
  expect(lossOf(logits)).toBeCloseTo(byEnumeration(0) + byEnumeration(1), 4);
});

test('its gradient equals difference quotients, and is zero beyond a line and for one that does not fit', async () => {
  const gradient = await tf
    .tidy(() => {
      const grad = tf.grad((z) => tf.mul(ctcOp(z as tf.Tensor3D, targets), 3));
      return grad(tf.tensor3d(logits, [lines, frames, classes]));
    })
    .data();
  const h = 1e-2;
  logits.forEach((_, i) => {
    const moved = (by: number) => lossOf(logits.map((z, k) => (k === i ? z + by : z)));
    expect(gradient[i]).toBeCloseTo((3 * (moved(h) - moved(-h))) / (2 * h), 2);
  });
  const secondLineEnd = (frames + 5) * classes;
  expect([...gradient.subarray(secondLineEnd)].every((g) => g === 0)).toBe(true);
  expect([...gradient.subarray(0, frames * classes)].some((g) => Math.abs(g) > 0.01)).toBe(true);
});
