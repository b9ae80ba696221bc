import { ctcLoss } from '@longhand/core';
import * as tf from '@tensorflow/tfjs-core';

/** What one line of a batch says and how many of its frames may say it. */
export interface CtcTarget {
  /** Classes 1 and up, without blanks. */
  readonly classes: ArrayLike<number>;
  readonly frames: number;
}

/**
 * Sum over the lines of a batch of the CTC loss per character, as a differentiable operation on
 * logits [N, frames, classes]. A line that does not fit into its frames counts nothing. Loss and
 * gradient are computed in core, in double precision; the logits are read at once, which the WASM,
 * CPU and node backends can do (WebGPU cannot).
 */
export function ctcOp(logits: tf.Tensor3D, targets: readonly CtcTarget[]): tf.Scalar {
  const loss = tf.customGrad((...args: unknown[]) => {
    const [z, save] = args as [tf.Tensor3D, tf.GradSaveFunc];
    const { sum, gradient } = ctcOfBatch(z.dataSync<'float32'>(), z.shape, targets);
    save([tf.tensor3d(gradient, z.shape)]);
    return { value: tf.scalar(sum), gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0], dy) };
  });
  return loss(logits) as tf.Scalar;
}

function ctcOfBatch(
  values: Float32Array,
  [, frames, classes]: [number, number, number],
  targets: readonly CtcTarget[],
): { sum: number; gradient: Float32Array } {
  const gradient = new Float32Array(values.length);
  let sum = 0;
  for (const [n, target] of targets.entries()) {
    const from = n * frames * classes;
    const own = Math.min(frames, target.frames);
    const logits = values.slice(from, from + own * classes);
    const line = ctcLoss({ logits, frames: own, classes }, target.classes);
    if (!Number.isFinite(line.loss) || target.classes.length === 0) continue;
    sum += line.loss / target.classes.length;
    for (let i = 0; i < line.gradient.length; i++) gradient[from + i] = line.gradient[i] / target.classes.length;
  }
  return { sum, gradient };
}
