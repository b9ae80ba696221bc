import { reshape, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Network, NetworkInput, ParameterSpec } from '../weights/network.js';

export interface PaperMlpOptions {
  readonly classes: number;
  readonly input?: NetworkInput;
  /** Units of the two hidden layers. */
  readonly hidden?: readonly [number, number];
}

/**
 * The paper's earlier network: two hidden layers of log-sigmoid units, 1 / (1 + exp(-x)), on the
 * raw pixels. A named baseline.
 */
export function paperMlp({
  classes,
  input = { height: 28, width: 28 },
  hidden = [300, 100],
}: PaperMlpOptions): Network {
  const pixels = input.height * input.width;
  const layers: Array<[string, number[]]> = [
    ['fc1', [pixels, hidden[0]]],
    ['fc2', [hidden[0], hidden[1]]],
    ['head', [hidden[1], classes]],
  ];
  return {
    input,
    classes,
    norms: [],
    parameters: layers.flatMap(([name, shape]): ParameterSpec[] => [
      { name: `${name}/kernel`, shape, initialiser: 'glorot', trainable: true },
      { name: `${name}/bias`, shape: [shape[1]], initialiser: 'zeros', trainable: true },
    ]),
    forward(image, ops) {
      const flat: Tensor2D = reshape(image, [image.shape[0], pixels]);
      return ops.dense(ops.dense(ops.dense(flat, 'fc1', 'sigmoid'), 'fc2', 'sigmoid'), 'head', 'linear');
    },
  };
}
