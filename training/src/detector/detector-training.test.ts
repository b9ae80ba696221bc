import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { loadBackend, countParameters, DETECTOR_MAPS, detectorNetwork } from '@longhand/inference';
import { lineTrainingOps } from '../line-training/line-training-ops.js';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';
import { prepareTraining } from '../gradient-kernels/prepare-training.js';

test('the shipped size stays below 0.6 million parameters', () => {
  expect(countParameters(detectorNetwork({ widths: [16, 32, 48, 96] }))).toBeLessThan(600_000);
});

test('TensorFlow.js trains the detector on WASM: every parameter has a gradient, and the loss falls', async () => {
  await loadBackend({ backend: 'wasm' });
  await prepareTraining();
  const network = detectorNetwork({ widths: [4, 4, 6, 8] });
  const random = Random.from(5);
  const values = initialWeights(network, random);
  const trainable = network.parameters.filter((parameter) => parameter.trainable);
  const tensorOf = (name: string) => tf.tensor(values.get(name)!.values, [...values.get(name)!.shape]);
  const variables = new Map(trainable.map(({ name }) => [name, tf.variable(tensorOf(name))]));
  // Bars of ink, whose upper half is core and lower half is rule.
  const [height, width] = [32, 48];
  const ink = Float32Array.from({ length: height * width }, (_, i) => (Math.floor(i / width) % 16 < 8 ? 1 : 0));
  const wanted = Float32Array.from({ length: (ink.length / 4) * DETECTOR_MAPS.length }, (_, i) => {
    const row = Math.floor(i / (DETECTOR_MAPS.length * (width / 2))) % 8;
    return Number(i % 3 === 0 ? row < 2 : i % 3 === 2 ? row >= 2 && row < 4 : false);
  });
  const page = tf.tensor4d(ink, [1, height, width, 1]);
  const truth = tf.tensor4d(wanted, [1, height / 2, width / 2, DETECTOR_MAPS.length]);
  const loss = (): tf.Scalar => {
    const ops = lineTrainingOps({ weight: (name) => variables.get(name)!, norms: 'batch', dropout: 0, random });
    return tf.tidy(() => tf.losses.sigmoidCrossEntropy(truth, network.forward(page, ops)) as tf.Scalar);
  };
  const optimiser = tf.train.adam(0.02);
  const { grads } = tf.variableGrads(loss, [...variables.values()]);
  const still = [...variables].filter(
    ([, variable]) => tf.tidy(() => tf.max(tf.abs(grads[variable.name])).dataSync()[0]) === 0,
  );
  expect(still.map(([name]) => name)).toEqual([]);
  const before = (await loss().data())[0];
  for (let step = 0; step < 25; step++) optimiser.minimize(loss);
  expect((await loss().data())[0]).toBeLessThan(0.4 * before);
});
