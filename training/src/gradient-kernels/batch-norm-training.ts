import * as tf from '@tensorflow/tfjs-core';
import { NORM_EPSILON } from '@longhand/inference';
import { heapView, type Kernel, replaceKernel } from './wasm-kernel.js';

interface Inputs {
  readonly x: tf.Tensor4D;
  readonly weight: tf.Tensor4D;
}

const SUMS = 'LonghandChannelSums';

/**
 * [2, channels]: the sums over all places of `weight` and of `weight * x`, in one pass in memory
 * order and in double precision.
 */
const channelSums: Kernel<Inputs, object> = ({ inputs: { x, weight }, backend }) => {
  const channels = x.shape[3];
  const out = backend.makeOutput([2, channels], 'float32');
  const [a, b] = [heapView(backend, weight), heapView(backend, x)];
  const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
  const pairs = a.length - (a.length % (2 * channels));
  for (let at = 0; at < pairs; at += 2 * channels)
    for (let c = 0, i = at, j = at + channels; c < channels; c++, i++, j++) {
      sums[c] += a[i] + a[j];
      products[c] += a[i] * b[i] + a[j] * b[j];
    }
  for (let c = 0, i = pairs; i < a.length; c++, i++) {
    sums[c] += a[i];
    products[c] += a[i] * b[i];
  }
  const result = heapView(backend, out);
  result.set(sums);
  result.set(products, channels);
  return out;
};

export const installChannelSums = (): void => replaceKernel(SUMS, () => channelSums);

/**
 * Sums over batch, height and width of `weight` and of `weight * x`, one row each: by our kernel on
 * WASM, else by operations.
 */
function sumsOf(x: tf.Tensor, weight: tf.Tensor): [tf.Tensor1D, tf.Tensor1D] {
  if (tf.getBackend() !== 'wasm') return [tf.sum(weight, [0, 1, 2]), tf.sum(tf.mul(weight, x), [0, 1, 2])];
  return tf.unstack(tf.engine().runKernel<tf.Tensor2D>(SUMS, { x, weight })) as [tf.Tensor1D, tf.Tensor1D];
}

/**
 * Batch normalisation over all but the last axis with the statistics of the batch. `onMoments` gets
 * mean and variance [channels], to keep for the moving statistics. Differentiable in x, gamma and
 * beta, with the gradient written down: the passes over x are two forward and four backward, where
 * the gradient of the single operations would take some twenty.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  onMoments: (mean: tf.Tensor1D, variance: tf.Tensor1D) => void,
): tf.Tensor4D {
  const count = x.size / x.shape[3];
  const run = tf.customGrad((...args: unknown[]) => {
    const [values, g, b, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const [sum, squares] = sumsOf(values, values);
    const mean: tf.Tensor1D = tf.div(sum, count);
    const variance: tf.Tensor1D = tf.relu(tf.sub(tf.div(squares, count), tf.square(mean)));
    onMoments(mean, variance);
    const inverse = tf.rsqrt(tf.add(variance, NORM_EPSILON));
    const scale = tf.mul(g, inverse);
    save([values, mean, inverse, scale]);
    const value = tf.add(tf.mul(values, scale), tf.sub(b, tf.mul(mean, scale)));
    return { value, gradFunc };
  });
  function gradFunc(dy: tf.Tensor, [values, mean, inverse, scale]: tf.Tensor[]): tf.Tensor[] {
    const [slopes, products] = sumsOf(values, dy);
    const dgamma = tf.mul(tf.sub(products, tf.mul(mean, slopes)), inverse);
    const fromValue = tf.div(tf.mul(tf.mul(scale, inverse), dgamma), -count);
    const fromMean = tf.sub(tf.div(tf.mul(scale, slopes), -count), tf.mul(fromValue, mean));
    const dx = tf.add(tf.add(tf.mul(dy, scale), tf.mul(values, fromValue)), fromMean);
    return [dx, dgamma, slopes];
  }
  return run(x, gamma, beta) as tf.Tensor4D;
}
