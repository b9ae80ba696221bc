import type { LayerOps } from '@longhand/inference';
import * as tf from '@tensorflow/tfjs-core';
import { batchNormTraining } from '../gradient-kernels/batch-norm-training.js';
import type { Random } from '../basics/random.js';

export interface TrainingOpsOptions {
  readonly weight: (name: string) => tf.Tensor;
  /** Decides which units are dropped. */
  readonly random: Random;
  /** Gets the batch's statistics of each normalisation: for the moving averages. */
  readonly onMoments: (norm: string, mean: tf.Tensor1D, variance: tf.Tensor1D) => void;
}

/**
 * Layers as they are while training: batch statistics, dropped units, nothing fused, every step
 * differentiable.
 */
export function trainingOps({ weight, random, onMoments }: TrainingOpsOptions): LayerOps {
  return {
    convNorm(x, conv, norm, { stride, relu }) {
      const y: tf.Tensor4D = tf.conv2d(x, weight(`${conv}/kernel`) as tf.Tensor4D, stride, 'same');
      const [gamma, beta] = ['gamma', 'beta'].map((part) => weight(`${norm}/${part}`) as tf.Tensor1D);
      const z = batchNormTraining(y, gamma, beta, (mean, variance) => onMoments(norm, mean, variance));
      return relu ? tf.relu(z) : z;
    },
    conv(x, name) {
      const y: tf.Tensor4D = tf.conv2d(x, weight(`${name}/kernel`) as tf.Tensor4D, 1, 'same');
      return tf.relu(tf.add(y, weight(`${name}/bias`)));
    },
    dense(x, name, activation) {
      const y: tf.Tensor2D = tf.add(tf.matMul(x, weight(`${name}/kernel`)), weight(`${name}/bias`));
      return activation === 'relu' ? tf.relu(y) : activation === 'sigmoid' ? tf.sigmoid(y) : y;
    },
    maxPool: (x) => tf.maxPool(x, 2, 2, 'valid'),
    dropout(x, rate) {
      const kept = 1 / (1 - rate);
      return tf.mul(
        x,
        tf.tensor(
          Float32Array.from({ length: x.size }, () => (random.uniform() < rate ? 0 : kept)),
          x.shape,
        ),
      );
    },
  };
}
