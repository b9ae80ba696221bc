import * as tf from '@tensorflow/tfjs-core';
import { type Kernel, replaceKernel } from './wasm-kernel.js';

interface Inputs {
  readonly a: tf.Tensor;
  readonly b: tf.Tensor;
}
type MatMul = Kernel<Inputs, tf.BatchMatMulAttrs>;

/**
 * Products with a transposed side, as every gradient of a dense layer is. XNNPACK serves only the
 * plain product, so the transpose is made first; and since it re-packs its right-hand matrix for
 * each new tensor, a much wider right side changes places: a b = (b' a')'. For training only: at
 * inference the plain kernel keeps its packed weights.
 */
const batchMatMul =
  (original: MatMul): MatMul =>
  (call) => {
    const {
      inputs: { a, b },
      attrs: { transposeA, transposeB },
      backend,
    } = call;
    const matrices = a.dtype === 'float32' && b.dtype === 'float32' && isMatrix(a.shape) && isMatrix(b.shape);
    const m = a.shape.at(transposeA ? -1 : -2)!;
    const n = b.shape.at(transposeB ? -2 : -1)!;
    const swap = n > 2 * m;
    if (!matrices || !(transposeA || transposeB || swap)) return original(call);
    const batch = a.rank >= b.rank ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
    return tf.tidy(() => {
      const product = (left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor => {
        const plain = { transposeA: false, transposeB: false } as tf.BatchMatMulAttrs;
        const info = original({
          inputs: { a: tf.expandDims(left, 0), b: tf.expandDims(right, 0) },
          attrs: plain,
          backend,
        });
        const y = info instanceof tf.Tensor ? info : tf.engine().makeTensorFromTensorInfo(info as tf.TensorInfo);
        return tf.reshape(y, [left.shape[0], right.shape[1]]);
      };
      const left = tf.reshape<tf.Rank.R2>(a, [a.shape.at(-2)!, a.shape.at(-1)!]);
      const right = tf.reshape<tf.Rank.R2>(b, [b.shape.at(-2)!, b.shape.at(-1)!]);
      const turn = (x: tf.Tensor2D, turned: boolean) => (turned ? tf.transpose(x) : x);
      const y = swap
        ? tf.transpose(product(turn(right, !transposeB), turn(left, !transposeA)))
        : product(turn(left, transposeA), turn(right, transposeB));
      return tf.reshape(y, [...batch, m, n]);
    });
  };

const isMatrix = (shape: number[]): boolean => shape.slice(0, -2).every((side) => side === 1);

export const installBatchMatMul = (): void =>
  replaceKernel<Inputs, tf.BatchMatMulAttrs>('BatchMatMul', (original) => batchMatMul(original!));
