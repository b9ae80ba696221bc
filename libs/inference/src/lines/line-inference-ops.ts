import { fused, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { LineOps } from './line-network.js';

/**
 * The line network's layers for recognition, on weights whose batch normalisation is already folded
 * (`foldBatchNorm`).
 */
export function lineInferenceOps(weight: (name: string) => Tensor): LineOps {
  const kernelOf = (name: string) => weight(`${name}/kernel`) as Tensor4D;
  const activationOf = (relu: boolean) => (relu ? 'relu' : 'linear');
  return {
    convNorm: (x, conv, _norm, { strides = [1, 1], pad = 'same', relu }) =>
      fused.conv2d({
        x,
        filter: kernelOf(conv),
        bias: weight(`${conv}/bias`),
        strides,
        pad,
        activation: activationOf(relu),
      }),
    depthwiseNorm: (x, conv) =>
      fused.depthwiseConv2d({ x, filter: kernelOf(conv), bias: weight(`${conv}/bias`), strides: 1, pad: 'same' }),
    pointwise: (x, name, relu) =>
      fused.conv2d({
        x,
        filter: kernelOf(name),
        bias: weight(`${name}/bias`),
        strides: 1,
        pad: 'same',
        activation: activationOf(relu),
      }),
    dropout: (x) => x,
  };
}
