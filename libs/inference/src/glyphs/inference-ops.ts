import { fused, maxPool, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { LayerOps } from '../weights/network.js';

/**
 * Layers for recognition, on weights whose batch normalisation is already folded (`foldBatchNorm`).
 */
export function inferenceOps(weight: (name: string) => Tensor): LayerOps {
  const conv = (x: Tensor4D, name: string, strides: 1 | 2, relu: boolean): Tensor4D =>
    fused.conv2d({
      x,
      filter: weight(`${name}/kernel`) as Tensor4D,
      bias: weight(`${name}/bias`),
      strides,
      pad: 'same',
      activation: relu ? 'relu' : 'linear',
    });
  return {
    convNorm: (x, name, _norm, { stride, relu }) => conv(x, name, stride, relu),
    conv: (x, name) => conv(x, name, 1, true),
    dense: (x, name, activation) =>
      fused.matMul({ a: x, b: weight(`${name}/kernel`), bias: weight(`${name}/bias`), activation }) as Tensor2D,
    maxPool: (x) => maxPool(x, 2, 2, 'valid'),
    dropout: (x) => x,
  };
}
