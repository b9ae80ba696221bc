import * as tf from '@tensorflow/tfjs-core';
import { NORM_EPSILON } from '../networks/network.js';
import { heapView, type Kernel, replaceKernel } from './wasm-kernel.js';

interface ForwardInputs {
  readonly x: tf.Tensor4D;
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
}
interface BackwardInputs extends ForwardInputs {
  readonly dy: tf.Tensor4D;
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}
interface Attributes {
  readonly relu: boolean;
}

const FORWARD = 'LonghandBatchNorm';
const BACKWARD = 'LonghandBatchNormGrad';

/** y = gamma * (x - mean) / sqrt(variance + epsilon) + beta over the batch, then ReLU where asked for: two passes over x. */
const forward: Kernel<ForwardInputs, Attributes> = ({ inputs: { x, gamma, beta }, attrs: { relu }, backend }) => {
  const channels = x.shape[3];
  const out = [x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'));
  const [values, result, mean, variance] = [x, ...out].map((info) => heapView(backend, info));
  const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
  for (let at = 0; at < values.length; at += channels)
    for (let c = 0; c < channels; c++) {
      const value = values[at + c];
      sums[c] += value;
      squares[c] += value * value;
    }
  const count = values.length / channels;
  const [scale, offset] = [new Float32Array(channels), new Float32Array(channels)];
  const [gammas, betas] = [heapView(backend, gamma), heapView(backend, beta)];
  for (let c = 0; c < channels; c++) {
    const centre = sums[c] / count;
    mean[c] = centre;
    variance[c] = Math.max(0, squares[c] / count - centre * centre);
    scale[c] = gammas[c] / Math.sqrt(variance[c] + NORM_EPSILON);
    offset[c] = betas[c] - mean[c] * scale[c];
  }
  const floor = relu ? 0 : Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at += channels)
    for (let c = 0; c < channels; c++) {
      const y = values[at + c] * scale[c] + offset[c];
      result[at + c] = y > floor ? y : floor;
    }
  return out;
};

/** dx, dgamma and dbeta: two passes over x and dy. */
const backward: Kernel<BackwardInputs, Attributes> = ({ inputs, attrs: { relu }, backend }) => {
  const channels = inputs.x.shape[3];
  const out = [inputs.x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'));
  const { x, dy, gamma, beta, mean, variance } = inputs;
  const [values, slopes, gammas, betas, means, variances, dx, dgamma, dbeta] = [
    x,
    dy,
    gamma,
    beta,
    mean,
    variance,
    ...out,
  ].map((info) => heapView(backend, info));
  const inverse = Float32Array.from(variances, (v) => 1 / Math.sqrt(v + NORM_EPSILON));
  const scale = inverse.map((v, c) => v * gammas[c]);
  const offset = scale.map((s, c) => betas[c] - means[c] * s);
  const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
  for (let at = 0; at < values.length; at += channels)
    for (let c = 0; c < channels; c++) {
      const value = values[at + c];
      if (relu && value * scale[c] + offset[c] <= 0) continue;
      sums[c] += slopes[at + c];
      products[c] += slopes[at + c] * (value - means[c]);
    }
  const count = values.length / channels;
  const [fromMean, fromValue] = [new Float32Array(channels), new Float32Array(channels)];
  for (let c = 0; c < channels; c++) {
    dbeta[c] = sums[c];
    dgamma[c] = products[c] * inverse[c];
    fromValue[c] = (-scale[c] * inverse[c] * inverse[c] * products[c]) / count;
    fromMean[c] = (-scale[c] * sums[c]) / count - fromValue[c] * means[c];
  }
  for (let at = 0; at < values.length; at += channels)
    for (let c = 0; c < channels; c++) {
      const value = values[at + c];
      const slope = relu && value * scale[c] + offset[c] <= 0 ? 0 : slopes[at + c];
      dx[at + c] = slope * scale[c] + value * fromValue[c] + fromMean[c];
    }
  return out;
};

export function installBatchNormTraining(): void {
  replaceKernel(FORWARD, () => forward);
  replaceKernel(BACKWARD, () => backward);
}

/**
 * Batch normalisation over all but the last axis with the statistics of the batch, ReLU included where asked for. `onMoments`
 * gets mean and variance [channels], to keep for the moving statistics. Differentiable in x, gamma and beta; on WASM in four
 * passes of our own, elsewhere by TensorFlow.js operations.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  relu: boolean,
  onMoments: (mean: tf.Tensor1D, variance: tf.Tensor1D) => void,
): tf.Tensor4D {
  if (tf.getBackend() !== 'wasm') {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    onMoments(mean as tf.Tensor1D, variance as tf.Tensor1D);
    const y = tf.add(
      tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, NORM_EPSILON))), gamma),
      beta,
    ) as tf.Tensor4D;
    return relu ? tf.relu(y) : y;
  }
  const attrs = { relu } as unknown as tf.NamedAttrMap;
  const run = tf.customGrad((...args: unknown[]) => {
    const [values, g, b, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const [y, mean, variance] = tf.engine().runKernel<tf.Tensor[]>(FORWARD, { x: values, gamma: g, beta: b }, attrs);
    onMoments(mean as tf.Tensor1D, variance as tf.Tensor1D);
    save([values, g, b, mean, variance]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x_, gamma_, beta_, mean_, variance_] = saved;
      const inputs = { x: x_, gamma: gamma_, beta: beta_, mean: mean_, variance: variance_, dy };
      return tf.engine().runKernel<tf.Tensor[]>(BACKWARD, inputs, attrs);
    };
    return { value: y, gradFunc };
  });
  return run(x, gamma, beta) as tf.Tensor4D;
}
