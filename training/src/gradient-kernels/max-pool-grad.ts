import * as tf from '@tensorflow/tfjs-core';
import { heapView, type Kernel, replaceKernel } from './wasm-kernel.js';

interface Inputs {
  readonly dy: tf.Tensor4D;
  readonly input: tf.Tensor4D;
}

/** The gradient of maximum pooling: each dy goes to the first largest value of its window. */
const maxPoolGrad: Kernel<Inputs, tf.MaxPoolGradAttrs> = ({ inputs: { dy, input }, attrs, backend }) => {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const out = backend.makeOutput(input.shape, 'float32');
  const [values, slopes, sums] = [heapView(backend, input), heapView(backend, dy), heapView(backend, out).fill(0)];
  const best = new Float32Array(inChannels);
  const place = new Int32Array(inChannels);
  let o = 0;
  for (let n = 0; n < batchSize; n++)
    for (let oh = 0; oh < outHeight; oh++) {
      const top = oh * info.strideHeight - padInfo.top;
      const bottom = Math.min(inHeight, top + info.filterHeight);
      for (let ow = 0; ow < outWidth; ow++, o += inChannels) {
        const left = ow * info.strideWidth - padInfo.left;
        const right = Math.min(inWidth, left + info.filterWidth);
        best.fill(Number.NEGATIVE_INFINITY);
        for (let h = Math.max(0, top); h < bottom; h++)
          for (let w = Math.max(0, left); w < right; w++) {
            const at = ((n * inHeight + h) * inWidth + w) * inChannels;
            for (let c = 0; c < inChannels; c++)
              if (values[at + c] > best[c]) {
                best[c] = values[at + c];
                place[c] = at + c;
              }
          }
        for (let c = 0; c < inChannels; c++) sums[place[c]] += slopes[o + c];
      }
    }
  return out;
};

export const installMaxPoolGrad = (): void => replaceKernel('MaxPoolGrad', () => maxPoolGrad);
