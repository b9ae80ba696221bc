import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadBackend } from '@longhand/inference';
import { Random } from '../basics/random.js';
import { batchNormTraining } from './batch-norm-training.js';
import { prepareTraining } from './prepare-training.js';

type Layer = (a: tf.Tensor4D, b: tf.Tensor4D) => tf.Tensor;
type Shape = [number, number, number, number];

const conv =
  (stride: number | [number, number], pad: 'same' | 'valid'): Layer =>
  (x, f) =>
    tf.conv2d(x, f, stride, pad);
const depthwise =
  (stride: number, pad: 'same' | 'valid'): Layer =>
  (x, f) =>
    tf.depthwiseConv2d(x, f, stride, pad);
const pool =
  (size: number | [number, number], stride: number | [number, number], pad: 'same' | 'valid'): Layer =>
  (x, f) =>
    tf.mul(tf.maxPool(x, size, stride, pad), f);
const matrix = (x: tf.Tensor4D): tf.Tensor2D => tf.reshape(x, [x.shape[2], x.shape[3]]);
const product =
  (ta: boolean, tb: boolean): Layer =>
  (a, b) =>
    tf.matMul(matrix(a), matrix(b), ta, tb);

const cases: Array<[string, Shape, Shape, Layer]> = [
  ['conv 3x3 same', [3, 9, 11, 5], [3, 3, 5, 7], conv(1, 'same')],
  ['conv 3x3 valid', [3, 9, 11, 5], [3, 3, 5, 7], conv(1, 'valid')],
  ['conv 5x3 same', [2, 9, 11, 4], [5, 3, 4, 6], conv(1, 'same')],
  ['conv stride 2 same, even', [2, 28, 12, 4], [3, 3, 4, 6], conv(2, 'same')],
  ['conv stride 2 same, odd', [2, 7, 9, 4], [3, 3, 4, 6], conv(2, 'same')],
  ['conv stride 2 valid, a row left over', [2, 10, 12, 4], [3, 3, 4, 6], conv(2, 'valid')],
  ['conv stride 3, 5x5', [2, 11, 13, 3], [5, 5, 3, 4], conv(3, 'same')],
  ['conv stride 2 by 1', [2, 9, 12, 4], [3, 3, 4, 6], conv([2, 1], 'same')],
  ['conv 2x2 stride 3: gaps', [2, 9, 9, 2], [2, 2, 2, 3], conv(3, 'valid')],
  ['conv 1x1', [2, 8, 8, 16], [1, 1, 16, 9], conv(1, 'same')],
  ['conv 3x1 valid', [2, 3, 16, 8], [3, 1, 8, 8], conv(1, 'valid')],
  ['conv 5x5 of one channel', [2, 8, 8, 1], [5, 5, 1, 6], conv(1, 'valid')],
  ['depthwise same', [2, 9, 11, 6], [3, 3, 6, 1], depthwise(1, 'same')],
  ['depthwise stride 2 valid', [2, 9, 11, 6], [3, 3, 6, 1], depthwise(2, 'valid')],
  ['pool 2x2', [2, 9, 11, 6], [1, 1, 1, 1], pool(2, 2, 'valid')],
  ['pool 2x1', [2, 8, 7, 6], [1, 1, 1, 1], pool([2, 1], [2, 1], 'valid')],
  ['pool 3x3 overlapping, same', [2, 9, 11, 6], [1, 1, 1, 1], pool(3, 2, 'same')],
  ['dense', [1, 1, 5, 33], [1, 1, 33, 17], product(false, false)],
  ['dense, wide', [1, 1, 3, 9], [1, 1, 9, 40], product(false, false)],
  ['dense, right transposed', [1, 1, 5, 33], [1, 1, 17, 33], product(false, true)],
  ['dense, left transposed', [1, 1, 33, 5], [1, 1, 33, 17], product(true, false)],
  ['batched product', [1, 3, 5, 33], [1, 3, 33, 7], (a, b) => tf.matMul(a, b)],
  ['bias', [3, 5, 5, 9], [1, 1, 1, 9], (x, b) => tf.sigmoid(tf.add(x, b))],
  ['sum over inner axes', [3, 5, 5, 9], [1, 1, 1, 1], (x, b) => tf.mul(tf.sum(tf.square(x), [1, 3]), tf.sum(b))],
];

/** Value and both gradients, for a dy that differs everywhere. */
async function gradients([, xShape, fShape, layer]: (typeof cases)[number]): Promise<Float32Array[]> {
  const random = Random.from(4);
  const fill = (shape: Shape) =>
    tf.tensor4d(
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
      shape,
    );
  const tensors = tf.tidy(() => {
    const [x, f] = [fill(xShape), fill(fShape)];
    const y = layer(x, f);
    const dy = tf.tensor(
      Float32Array.from({ length: y.size }, (_, i) => Math.sin(i * 1.7)),
      y.shape,
    );
    return [y, ...tf.grads((a: tf.Tensor, b: tf.Tensor) => layer(a as tf.Tensor4D, b as tf.Tensor4D))([x, f], dy)];
  });
  const values = await Promise.all(tensors.map((tensor) => tensor.data() as Promise<Float32Array>));
  tf.dispose(tensors);
  return values;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  const scale = Math.max(...a.map(Math.abs), 1e-6);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]))) / scale;
}

describe('gradients on WASM equal those of the JavaScript backend', () => {
  const reference = new Map<string, Float32Array[]>();
  const found = new Map<string, Float32Array[]>();
  const normalise: Layer = (x, g) => {
    const gamma: tf.Tensor1D = tf.reshape(g, [g.size]);
    return batchNormTraining(x, gamma, tf.sin(gamma), () => {});
  };
  const all: typeof cases = [
    ...cases,
    ['batch normalisation', [3, 4, 5, 6], [1, 1, 1, 6], normalise],
    ['batch normalisation and ReLU', [3, 5, 5, 6], [1, 1, 1, 6], (x, g) => tf.relu(normalise(x, g) as tf.Tensor4D)],
  ];
  let leaked = -1;
  beforeAll(async () => {
    await loadBackend({ backend: 'cpu' });
    await prepareTraining();
    for (const each of all) reference.set(each[0], await gradients(each));
    await loadBackend({ backend: 'wasm' });
    await prepareTraining();
    await prepareTraining();
    const before = tf.memory().numTensors;
    for (const each of all) found.set(each[0], await gradients(each));
    leaked = tf.memory().numTensors - before;
  });

  test.each(all.map(([name]) => [name]))('%s', (name) => {
    const [expected, got] = [reference.get(name)!, found.get(name)!];
    expect(expected).toHaveLength(3);
    expected.forEach((values, i) => {
      expect(got[i]).toHaveLength(values.length);
      expect(largestDifference(values, got[i])).toBeLessThan(1e-5);
    });
  });

  test('no tensor is left behind', () => {
    expect(leaked).toBe(0);
  });
});
