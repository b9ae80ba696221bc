import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean cross entropy over a batch where a label may allow several classes: -log of the sum of their
 * probabilities, so that a "C" whose case nobody knows may be read as C or c. `allowed` [N,
 * classes] holds 1 for each allowed class. Label smoothing mixes in the mean over all classes. The
 * gradient is written down: p - (1 - s) q - s / classes, with q the softmax over the allowed
 * classes.
 */
export function bothCasesLoss(logits: tf.Tensor2D, allowed: tf.Tensor2D, smoothing: number): tf.Scalar {
  const [count, classes] = logits.shape;
  const loss = tf.customGrad((...args: unknown[]) => {
    const [z, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
    const restricted: tf.Tensor2D = tf.add(z, tf.mul(tf.sub(allowed, 1), 1e9));
    const [p, q] = [tf.softmax(z), tf.softmax(restricted)];
    save([p, q]);
    const chosen = tf.sub(tf.logSumExp(z, 1), tf.logSumExp(restricted, 1));
    const even = tf.sub(tf.logSumExp(z, 1), tf.mean(z, 1));
    const value = tf.mean(tf.add(tf.mul(chosen, 1 - smoothing), tf.mul(even, smoothing)));
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const target = tf.add(tf.mul(saved[1], 1 - smoothing), smoothing / classes);
      return tf.mul(tf.sub(saved[0], target), tf.div(dy, count));
    };
    return { value, gradFunc };
  });
  return loss(logits) as tf.Scalar;
}
