import * as tf from '@tensorflow/tfjs-core';
import { heapView, type Kernel, replaceKernel } from './wasm-kernel.js';

interface Inputs {
  readonly x: tf.Tensor;
}
type Sum = Kernel<Inputs, tf.SumAttrs>;

/**
 * Sums over the leading axes, as every bias gradient is: one pass in memory order, in double
 * precision. Others go to the original.
 */
const sumLeading =
  (original: Sum): Sum =>
  (call) => {
    const {
      inputs: { x },
      attrs,
      backend,
    } = call;
    const axes = tf.util.parseAxisParam(attrs.axis, x.shape);
    const leading = axes.length > 0 && axes.length < x.rank && axes.every((axis, i) => axis === i);
    if (!leading || x.dtype !== 'float32') return original(call);
    const kept = x.shape.slice(axes.length);
    const out = backend.makeOutput(attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept, 'float32');
    const values = heapView(backend, x);
    const sums = new Float64Array(tf.util.sizeFromShape(kept));
    for (let at = 0; at < values.length; at += sums.length)
      for (let c = 0; c < sums.length; c++) sums[c] += values[at + c];
    heapView(backend, out).set(sums);
    return out;
  };

export const installSumLeading = (): void =>
  replaceKernel<Inputs, tf.SumAttrs>('Sum', (original) => sumLeading(original!));
