import * as tf from '@tensorflow/tfjs-core';
import { patchColumns } from './columns.js';
import { type Kernel, replaceKernel } from './wasm-kernel.js';

interface Inputs {
  readonly x: tf.Tensor4D;
  readonly dy: tf.Tensor4D;
}

/** The patches of at most this many values are laid out at a time (32 MiB). */
const MAX_VALUES = 8 << 20;

/**
 * The gradient of a convolution's filter, which the WASM backend lacks: patches (as rows) times dy.
 * dy stands on the right, since XNNPACK re-packs its right-hand matrix for each new tensor and dy
 * is the smaller one.
 */
const conv2dBackpropFilter: Kernel<Inputs, tf.Conv2DBackpropFilterAttrs> = ({ inputs: { x, dy }, attrs, backend }) => {
  const { strides, pad, dimRoundingMode, filterShape } = attrs;
  const info = (batch: number) =>
    tf.backend_util.computeConv2DInfo(
      [batch, ...x.shape.slice(1)] as typeof x.shape,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
  const { batchSize, outHeight, outWidth, outChannels, filterHeight, filterWidth, inChannels } = info(x.shape[0]);
  const taps = filterHeight * filterWidth * inChannels;
  const chunk = Math.max(1, Math.min(batchSize, Math.floor(MAX_VALUES / (taps * outHeight * outWidth))));
  const part = (from: number): tf.Tensor2D => {
    const size = Math.min(chunk, batchSize - from);
    const whole = size === batchSize;
    const images = whole ? x : tf.slice(x, [from, 0, 0, 0], [size, -1, -1, -1]);
    const slopes = whole ? dy : tf.slice(dy, [from, 0, 0, 0], [size, -1, -1, -1]);
    const columns = patchColumns(backend, images, info(size));
    return tf.matMul(columns, tf.reshape(slopes, [size * outHeight * outWidth, outChannels]));
  };
  return tf.tidy(() => {
    let sum = tf.tidy(() => part(0));
    for (let from = chunk; from < batchSize; from += chunk) {
      const before = sum;
      sum = tf.tidy(() => tf.add(before, part(from)));
      before.dispose();
    }
    return tf.reshape(sum, filterShape);
  });
};

export const installConv2dBackpropFilter = (): void =>
  replaceKernel('Conv2DBackpropFilter', () => conv2dBackpropFilter);
