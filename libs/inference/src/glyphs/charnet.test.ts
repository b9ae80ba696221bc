import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { loadBackend } from '../engines/load-backend.js';
import { charNet } from './charnet.js';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import { inferenceOps } from './inference-ops.js';
import { countParameters, type LayerOps, NORM_EPSILON } from '../weights/network.js';
import { randomWeights, seededNumbers } from '../testing/random-weights.js';

beforeAll(() => loadBackend({ backend: 'cpu' }));

test('CharNet has the parameters of its specification', () => {
  const network = charNet({ classes: 62 });
  expect(countParameters(network)).toBe(369_626);
  expect(network.parameters[0]).toMatchObject({ name: 'conv0/kernel', shape: [3, 3, 1, 12] });
  expect(network.parameters.at(-2)).toMatchObject({ name: 'head/kernel', shape: [1536, 62] });
});

test('folded convolutions give the logits of convolution and normalisation within 1e-4', async () => {
  const network = charNet({ classes: 10, widths: [4, 6, 8, 8] });
  const random = seededNumbers(2);
  const weights = randomWeights(network, 2);
  for (const [name, { values }] of weights)
    if (name.startsWith('bn'))
      values.set(values.map(() => (/variance|gamma/.test(name) ? random.between(0.5, 2) : random.normal())));
  const image = tf.tensor4d(
    Float32Array.from({ length: 3 * 784 }, () => random.uniform()),
    [3, 28, 28, 1],
  );
  const tensor = (source: typeof weights) => (name: string) =>
    tf.tensor(source.get(name)!.values, [...source.get(name)!.shape]);
  const folded = inferenceOps(tensor(foldBatchNorm(network, weights)));
  const read = tensor(weights);
  const plain: LayerOps = {
    ...folded,
    convNorm(x, conv, norm, { stride, relu }) {
      const y = tf.conv2d(x, read(`${conv}/kernel`) as tf.Tensor4D, stride, 'same');
      const part = (name: string) => read(`${norm}/${name}`) as tf.Tensor1D;
      const z = tf.batchNorm(
        y,
        part('moving_mean'),
        part('moving_variance'),
        part('beta'),
        part('gamma'),
        NORM_EPSILON,
      ) as tf.Tensor4D;
      return relu ? tf.relu(z) : z;
    },
  };
  const [a, b] = await Promise.all([network.forward(image, folded).data(), network.forward(image, plain).data()]);
  expect(Math.max(...a)).toBeGreaterThan(0.1);
  expect(Math.max(...a.map((value, i) => Math.abs(value - b[i])))).toBeLessThan(1e-4);
});
