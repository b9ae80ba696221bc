import { AppError } from '@longhand/core';
import * as tf from '@tensorflow/tfjs-core';
import { heapView, type Kernel, replaceKernel } from './wasm-kernel.js';

interface FilterInputs {
  readonly x: tf.Tensor4D;
  readonly dy: tf.Tensor4D;
}
interface InputInputs {
  readonly dy: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
}
type Attributes = Pick<
  tf.DepthwiseConv2dNativeBackpropFilterAttrs,
  'strides' | 'dilations' | 'pad' | 'dimRoundingMode'
>;

function depthwiseInfo(
  inShape: number[],
  filterShape: number[],
  { strides, dilations, pad, dimRoundingMode }: Attributes,
) {
  const info = tf.backend_util.computeConv2DInfo(
    inShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
  if (info.outChannels !== info.inChannels)
    throw new AppError(
      'training.unsupported_layer',
      'Depthwise convolutions train on WASM only with depth multiplier 1.',
    );
  return info;
}

/**
 * The gradient of a depthwise filter: for each tap the sum over all places of x times dy. Any
 * stride and dilation.
 */
const backpropFilter: Kernel<FilterInputs, tf.DepthwiseConv2dNativeBackpropFilterAttrs> = ({
  inputs: { x, dy },
  attrs,
  backend,
}) => {
  const info = depthwiseInfo(x.shape, attrs.filterShape, attrs);
  const channels = info.inChannels;
  const out = backend.makeOutput(attrs.filterShape, 'float32');
  const [values, slopes, result] = [heapView(backend, x), heapView(backend, dy), heapView(backend, out)];
  const sums = new Float64Array(channels);
  for (let kh = 0; kh < info.filterHeight; kh++)
    for (let kw = 0; kw < info.filterWidth; kw++) {
      sums.fill(0);
      eachPlace(info, kh, kw, (at, o) => {
        for (let c = 0; c < channels; c++) sums[c] += values[at + c] * slopes[o + c];
      });
      result.set(sums, (kh * info.filterWidth + kw) * channels);
    }
  return out;
};

/**
 * The gradient of a depthwise input: each dy, times its tap, is added where it came from. Any
 * stride and dilation.
 */
const backpropInput: Kernel<InputInputs, tf.DepthwiseConv2dNativeBackpropInputAttrs> = ({
  inputs: { dy, filter },
  attrs,
  backend,
}) => {
  const info = depthwiseInfo(attrs.inputShape, filter.shape, attrs);
  const channels = info.inChannels;
  const out = backend.makeOutput(attrs.inputShape, 'float32');
  const [taps, slopes, sums] = [heapView(backend, filter), heapView(backend, dy), heapView(backend, out).fill(0)];
  for (let kh = 0; kh < info.filterHeight; kh++)
    for (let kw = 0; kw < info.filterWidth; kw++) {
      const tap = (kh * info.filterWidth + kw) * channels;
      eachPlace(info, kh, kw, (at, o) => {
        for (let c = 0; c < channels; c++) sums[at + c] += taps[tap + c] * slopes[o + c];
      });
    }
  return out;
};

/**
 * Calls `visit` with the first channel's index in the input and in the output for every place where
 * the tap meets the image.
 */
function eachPlace(
  info: tf.backend_util.Conv2DInfo,
  kh: number,
  kw: number,
  visit: (at: number, o: number) => void,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  for (let n = 0; n < batchSize; n++)
    for (let oh = 0; oh < outHeight; oh++) {
      const h = oh * info.strideHeight - padInfo.top + kh * info.dilationHeight;
      if (h < 0 || h >= inHeight) continue;
      for (let ow = 0; ow < outWidth; ow++) {
        const w = ow * info.strideWidth - padInfo.left + kw * info.dilationWidth;
        if (w < 0 || w >= inWidth) continue;
        visit(((n * inHeight + h) * inWidth + w) * inChannels, ((n * outHeight + oh) * outWidth + ow) * inChannels);
      }
    }
}

export function installDepthwiseBackprop(): void {
  replaceKernel('DepthwiseConv2dNativeBackpropFilter', () => backpropFilter);
  replaceKernel('DepthwiseConv2dNativeBackpropInput', () => backpropInput);
}
