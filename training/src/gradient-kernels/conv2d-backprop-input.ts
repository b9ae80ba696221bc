import * as tf from '@tensorflow/tfjs-core';
import { heapView, type Kernel, replaceKernel, type WasmBackend } from './wasm-kernel.js';

interface Inputs {
  readonly dy: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
}

interface Axis {
  /**
   * dy reaches an input position m * stride + phase through the outputs m + first .. m + first +
   * taps - 1.
   */
  readonly first: number;
  readonly taps: number;
  /** Input positions in whole strides, rounded up. */
  readonly steps: number;
  readonly padAfter: number;
}

/**
 * The gradient of a convolution's input as one ordinary convolution of dy, which XNNPACK serves
 * fast. With strides S and T the input positions fall into S x T phases, each reached by its own
 * part of the filter (sub-pixel convolution, Shi et al. 2016): the parts become channels, and the
 * result is dealt out to the phases. Nothing is multiplied with stuffed zeros.
 */
const conv2dBackpropInput =
  (original: Kernel<Inputs, tf.Conv2DBackpropInputAttrs>): Kernel<Inputs, tf.Conv2DBackpropInputAttrs> =>
  (call) => {
    const { inputs, attrs, backend } = call;
    const { strides, pad, dimRoundingMode, inputShape } = attrs;
    const info = tf.backend_util.computeConv2DInfo(inputShape, inputs.filter.shape, strides, 1, pad, dimRoundingMode);
    const { strideHeight, strideWidth } = info;
    const rows = axis({
      inSize: info.inHeight,
      outSize: info.outHeight,
      filterSize: info.filterHeight,
      stride: strideHeight,
      padBefore: info.padInfo.top,
    });
    const columns = axis({
      inSize: info.inWidth,
      outSize: info.outWidth,
      filterSize: info.filterWidth,
      stride: strideWidth,
      padBefore: info.padInfo.left,
    });
    if ([rows, columns].some(({ first, padAfter }) => first > 0 || padAfter < 0)) return original(call);
    return tf.tidy(() => {
      const filter = phaseFilter(backend, inputs.filter, info, { rows, columns });
      const phases: tf.Tensor4D = tf.engine().runKernel(
        'Conv2D',
        { x: inputs.dy, filter },
        {
          strides: [1, 1],
          pad: [
            [0, 0],
            [-rows.first, rows.padAfter],
            [-columns.first, columns.padAfter],
            [0, 0],
          ],
          dataFormat: 'NHWC',
          dilations: [1, 1],
        },
      );
      if (strideHeight * strideWidth === 1) return phases;
      const dealt = dealOut(backend, phases, inputShape, [strideHeight, strideWidth]);
      return tf.engine().makeTensorFromTensorInfo(dealt) as tf.Tensor;
    });
  };

function axis({
  inSize,
  outSize,
  filterSize,
  stride,
  padBefore,
}: {
  inSize: number;
  outSize: number;
  filterSize: number;
  stride: number;
  padBefore: number;
}): Axis {
  const first = Math.ceil((padBefore - filterSize + 1) / stride);
  const last = Math.floor((stride - 1 + padBefore) / stride);
  const steps = Math.ceil(inSize / stride);
  return { first, taps: last - first + 1, steps, padAfter: steps + last - outSize };
}

/**
 * [rows.taps, columns.taps, outChannels, strideHeight * strideWidth * inChannels]: the filter's
 * taps sorted by the phase that they serve.
 */
function phaseFilter(
  backend: WasmBackend,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
  { rows, columns }: { rows: Axis; columns: Axis },
): tf.Tensor {
  const { strideHeight, strideWidth, filterHeight, filterWidth, inChannels, outChannels, padInfo } = info;
  const channels = strideHeight * strideWidth * inChannels;
  const out = backend.makeOutput([rows.taps, columns.taps, outChannels, channels], 'float32');
  const [from, to] = [heapView(backend, filter), heapView(backend, out).fill(0)];
  for (let phase = 0; phase < strideHeight * strideWidth; phase++)
    for (let tap = 0; tap < rows.taps * columns.taps; tap++) {
      const [down, across] = [rows.first + Math.floor(tap / columns.taps), columns.first + (tap % columns.taps)];
      const kh = Math.floor(phase / strideWidth) + padInfo.top - strideHeight * down;
      const kw = (phase % strideWidth) + padInfo.left - strideWidth * across;
      if (kh < 0 || kh >= filterHeight || kw < 0 || kw >= filterWidth) continue;
      const source = (kh * filterWidth + kw) * inChannels * outChannels;
      for (let c = 0; c < inChannels; c++)
        for (let f = 0; f < outChannels; f++)
          to[(tap * outChannels + f) * channels + phase * inChannels + c] = from[source + c * outChannels + f];
    }
  return tf.engine().makeTensorFromTensorInfo(out);
}

/**
 * [N, steps, steps, strideHeight * strideWidth * channels] -> [N, height, width, channels]: each
 * phase to its own places.
 */
function dealOut(
  backend: WasmBackend,
  phases: tf.Tensor4D,
  shape: [number, number, number, number],
  [strideHeight, strideWidth]: readonly [number, number],
): tf.TensorInfo {
  const [count, height, width, channels] = shape;
  const [, downSteps, acrossSteps, phaseChannels] = phases.shape;
  const out = backend.makeOutput(shape, 'float32');
  const [from, to] = [heapView(backend, phases), heapView(backend, out)];
  // The phases of one row of phases lie side by side both here and there.
  const run = strideWidth * channels;
  const lineLength = width * channels;
  let o = 0;
  for (let n = 0; n < count; n++)
    for (let h = 0; h < height; h++) {
      let at = (n * downSteps + Math.floor(h / strideHeight)) * acrossSteps * phaseChannels + (h % strideHeight) * run;
      for (let end = o + lineLength; o < end; at += phaseChannels) {
        const stop = Math.min(run, end - o);
        for (let i = 0; i < stop; i++) to[o + i] = from[at + i];
        o += stop;
      }
    }
  return out;
}

export const installConv2dBackpropInput = (): void =>
  replaceKernel<Inputs, tf.Conv2DBackpropInputAttrs>('Conv2DBackpropInput', (original) =>
    conv2dBackpropInput(original!),
  );
