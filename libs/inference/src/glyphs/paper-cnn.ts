import { reshape, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Network, NetworkInput, ParameterSpec } from '../weights/network.js';

export interface PaperCnnOptions {
  readonly classes: number;
  /** 28 x 28 as in the paper's published code, or 30 x 20 as in its text. */
  readonly input?: NetworkInput;
}

/**
 * The paper's five-layer network: two 5x5 convolutions (64 and 128 channels), each with 2x2
 * pooling, dense layers of 864 and 432 units, and the output. 6.0 M parameters. Kept as a named
 * baseline, without dropout or normalisation, as published.
 */
export function paperCnn({ classes, input = { height: 28, width: 28 } }: PaperCnnOptions): Network {
  const features = Math.floor(input.height / 4) * Math.floor(input.width / 4) * 128;
  const layers: Array<[string, number[]]> = [
    ['conv1', [5, 5, 1, 64]],
    ['conv2', [5, 5, 64, 128]],
    ['fc1', [features, 864]],
    ['fc2', [864, 432]],
    ['head', [432, classes]],
  ];
  return {
    input,
    classes,
    norms: [],
    parameters: layers.flatMap(([name, shape]): ParameterSpec[] => [
      { name: `${name}/kernel`, shape, initialiser: name === 'head' ? 'glorot' : 'he', trainable: true },
      { name: `${name}/bias`, shape: [shape[shape.length - 1]], initialiser: 'zeros', trainable: true },
    ]),
    forward(image, ops) {
      const pooled = ops.maxPool(ops.conv(ops.maxPool(ops.conv(image, 'conv1')), 'conv2'));
      const flat: Tensor2D = reshape(pooled, [pooled.shape[0], features]);
      return ops.dense(ops.dense(ops.dense(flat, 'fc1', 'relu'), 'fc2', 'relu'), 'head', 'linear');
    },
  };
}
