import * as tf from '@tensorflow/tfjs-core';
import { NORM_EPSILON, type LineOps } from '@longhand/inference';
import type { Random } from '../basics/random.js';
import { batchNormTraining } from '../gradient-kernels/batch-norm-training.js';

export interface LineTrainingOptions {
  readonly weight: (name: string) => tf.Tensor;
  /**
   * `frozen`: every normalisation keeps its moving statistics and is folded into the weights of the
   * convolution before it, as inference does: right for few lines, whose own statistics would be
   * noise, and cheap, since nothing but weights is multiplied. `batch`: the statistics of the
   * batch.
   */
  readonly norms: 'frozen' | 'batch';
  /** Share of the channels that each context block drops, whole channels of whole lines. */
  readonly dropout: number;
  /** Decides which. */
  readonly random: Random;
  /** Gets the batch's statistics of each normalisation where they are used. */
  readonly onMoments?: (norm: string, mean: tf.Tensor1D, variance: tf.Tensor1D) => void;
}

/**
 * The line network's layers as they are while training: nothing fused, every step differentiable.
 */
export function lineTrainingOps({ weight, norms, dropout, random, onMoments }: LineTrainingOptions): LineOps {
  const kernelOf = (name: string) => weight(`${name}/kernel`) as tf.Tensor4D;
  const of = (norm: string, part: string) => weight(`${norm}/${part}`) as tf.Tensor1D;

  /** Scale and shift that stand for a normalisation with its moving statistics. */
  function frozen(norm: string): { scale: tf.Tensor1D; shift: tf.Tensor1D } {
    const spread = tf.rsqrt(tf.add(of(norm, 'moving_variance'), NORM_EPSILON));
    const scale: tf.Tensor1D = tf.mul(of(norm, 'gamma'), spread);
    return { scale, shift: tf.sub(of(norm, 'beta'), tf.mul(of(norm, 'moving_mean'), scale)) };
  }

  const normalised = (x: tf.Tensor4D, norm: string): tf.Tensor4D =>
    batchNormTraining(x, of(norm, 'gamma'), of(norm, 'beta'), (mean, variance) => onMoments?.(norm, mean, variance));

  return {
    convNorm(x, conv, norm, { strides = [1, 1], pad = 'same', relu }) {
      const convolve = (kernel: tf.Tensor4D): tf.Tensor4D => tf.conv2d(x, kernel, strides, pad);
      let y: tf.Tensor4D;
      if (norms === 'batch') y = normalised(convolve(kernelOf(conv)), norm);
      else {
        const { scale, shift } = frozen(norm);
        y = tf.add(convolve(tf.mul(kernelOf(conv), scale)), shift);
      }
      return relu ? tf.relu(y) : y;
    },
    depthwiseNorm(x, conv, norm) {
      const convolve = (kernel: tf.Tensor4D): tf.Tensor4D => tf.depthwiseConv2d(x, kernel, 1, 'same');
      if (norms === 'batch') return normalised(convolve(kernelOf(conv)), norm);
      const { scale, shift } = frozen(norm);
      const kernel = kernelOf(conv);
      return tf.add(convolve(tf.mul(kernel, tf.reshape(scale, [1, 1, kernel.shape[2], 1]))), shift);
    },
    pointwise(x, name, relu) {
      const y: tf.Tensor4D = tf.add(tf.conv2d(x, kernelOf(name), 1, 'same'), weight(`${name}/bias`));
      return relu ? tf.relu(y) : y;
    },
    dropout(x) {
      if (dropout === 0) return x;
      const [lines, , , channels] = x.shape;
      const kept = Float32Array.from({ length: lines * channels }, () =>
        random.uniform() < dropout ? 0 : 1 / (1 - dropout),
      );
      return tf.mul(x, tf.tensor4d(kept, [lines, 1, 1, channels]));
    },
  };
}
