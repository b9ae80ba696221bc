import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadBackend, foldBatchNorm, type NamedWeights, lineInferenceOps, lineNetwork } from '@longhand/inference';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';
import { prepareTraining } from '../gradient-kernels/prepare-training.js';
import { lineTrainingOps } from './line-training-ops.js';

const network = lineNetwork({ classes: 5, widths: [3, 4, 5], context: 6, blocks: 2, kernel: 5 });
const [lines, width] = [2, 32];

/** Random weights, whose normalisations have statistics that matter. */
function someWeights(): NamedWeights {
  const random = Random.from(8);
  const weights = initialWeights(network, random);
  for (const [name, { values }] of weights) {
    const redraw = (of: () => number) => values.set(values.map(of));
    if (/moving_mean|beta/.test(name)) redraw(() => random.normal() / 4);
    if (/moving_variance|gamma/.test(name)) redraw(() => random.between(0.5, 1.5));
  }
  return weights;
}

const pixels = Float32Array.from({ length: lines * 40 * width }, (_, i) => ((i * 31) % 97) / 97);
const image = () => tf.tensor4d(pixels, [lines, 40, width, 1]);

function trainingLogits(weights: ReadonlyMap<string, tf.Tensor>, norms: 'frozen' | 'batch', dropout = 0): tf.Tensor3D {
  const random = Random.from(2);
  const ops = lineTrainingOps({ weight: (name) => weights.get(name)!, norms, dropout, random });
  return network.forward(image(), ops);
}

const place = (weights: NamedWeights) =>
  new Map([...weights].map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape]) as tf.Tensor]));

const largest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

describe('with frozen statistics', () => {
  beforeAll(async () => {
    await loadBackend({ backend: 'wasm' });
    await prepareTraining();
  });

  test('the scores are those of the network that recognises', async () => {
    const weights = someWeights();
    const [trained, recognising] = tf.tidy(() => {
      const folded = place(foldBatchNorm(network, weights));
      const ops = lineInferenceOps((name) => folded.get(name)!);
      return [trainingLogits(place(weights), 'frozen'), network.forward(image(), ops)];
    });
    expect(trained.shape).toEqual([lines, width / 4, 5]);
    expect(largest(await trained.data(), await recognising.data())).toBeLessThan(1e-4);
    tf.dispose([trained, recognising]);
  });

  test('dropout leaves out whole channels of a line', async () => {
    const ops = lineTrainingOps({ weight: () => tf.scalar(0), norms: 'frozen', dropout: 0.5, random: Random.from(4) });
    const [kept, same] = tf.tidy(() => [
      ops.dropout(tf.ones([2, 1, 3, 50])),
      tf.max(tf.abs(tf.sub(ops.dropout(tf.ones([2, 1, 3, 50])), 1))),
    ]);
    const values = (await kept.array()) as number[][][][];
    for (const line of values)
      for (let c = 0; c < 50; c++) expect(new Set(line[0].map((frame) => frame[c])).size).toBe(1);
    const dropped = values.flat(2).filter((channels) => channels[0] === 0 || channels[0] === 2);
    expect(dropped).toHaveLength(6);
    expect(await same.data()).toEqual(Float32Array.of(1));
    tf.dispose([kept, same]);
  });
});

test.each(['frozen', 'batch'] as const)(
  'gradients of every parameter equal difference quotients, norms %s',
  async (norms) => {
    await loadBackend({ backend: 'cpu' });
    await prepareTraining();
    const weights = someWeights();
    const parameters = network.parameters.filter(({ trainable }) => trainable);
    const direction = Float32Array.from({ length: (lines * width * 5) / 4 }, (_, i) => Math.sin(i * 1.3));
    const value = (placed: ReadonlyMap<string, tf.Tensor>) =>
      tf.sum(tf.mul(trainingLogits(placed, norms), tf.tensor3d(direction, [lines, width / 4, 5]))) as tf.Scalar;
    const grads = tf.tidy(() => {
      const fixed = place(weights);
      return tf.grads((...tensors: tf.Tensor[]) =>
        value(new Map([...fixed, ...parameters.map(({ name }, i) => [name, tensors[i]] as const)])),
      )(parameters.map(({ name }) => fixed.get(name)!));
    });
    // Along the gradient itself the slope is its length: two evaluations for each parameter, and
    // ReLU's kinks stay far for so short a step.
    for (const [i, { name }] of parameters.entries()) {
      const { shape, values } = weights.get(name)!;
      const gradient = await grads[i].data();
      const slope = Math.hypot(...gradient);
      const h = 3e-4;
      const moved = (by: number) => {
        const stepped = values.map((v, k) => v + (by * gradient[k]) / slope);
        return tf.tidy(() => value(place(new Map(weights).set(name, { shape, values: stepped }))).dataSync()[0]);
      };
      const quotient = (moved(h) - moved(-h)) / (2 * h);
      expect(Math.abs(slope / quotient - 1), `${name}: ${slope} and ${quotient}`).toBeLessThan(0.05);
    }
    tf.dispose(grads);
  },
);
