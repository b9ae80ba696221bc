import { add, relu, reshape, type Tensor3D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Network, ParameterSpec } from '../weights/network.js';

/** Height of the strips that the network reads, in pixels. */
export const LINE_HEIGHT = 40;
/** Pixels of width for one frame of the output. */
export const FRAME_WIDTH = 4;

export interface LineNetworkSettings {
  /** CTC's blank and one class for each character. */
  readonly classes: number;
  /** Channels of the three stages. */
  readonly widths: readonly number[];
  /** Channels of the context blocks. */
  readonly context: number;
  readonly blocks: number;
  /** Frames that a context block's depthwise convolution sees; odd. */
  readonly kernel: number;
}

/**
 * The layers of the line network; inference and training each bring their own, as with `LayerOps`.
 */
export interface LineOps {
  /** Convolution without bias, then batch normalisation, then ReLU where asked for. */
  convNorm(
    x: Tensor4D,
    conv: string,
    norm: string,
    options: { strides?: [number, number]; pad?: 'same' | 'valid'; relu: boolean },
  ): Tensor4D;
  /** Depthwise convolution without bias, stride 1, `same` padding, then batch normalisation. */
  depthwiseNorm(x: Tensor4D, conv: string, norm: string): Tensor4D;
  /** 1x1 convolution with bias. */
  pointwise(x: Tensor4D, name: string, relu: boolean): Tensor4D;
  dropout(x: Tensor4D): Tensor4D;
}

export interface LineNetwork extends Pick<Network, 'parameters' | 'norms' | 'classes'> {
  /** [N, 40, W, 1] with 0 = paper, 1 = ink and W a multiple of 4 -> logits [N, W / 4, classes]. */
  forward(x: Tensor4D, ops: LineOps): Tensor3D;
}

const residuals = [
  ['1b', '1c'],
  ['2b', '2c'],
  ['2d', '2e'],
] as const;

/**
 * The fully convolutional line reader, layer by layer as training/pytorch/line_net.py has it: 3x3
 * convolutions down to an eighth of the height and a quarter of the width, one convolution over the
 * height that is left, then context blocks along the line and a 1x1 head.
 */
export function lineNetwork(settings: LineNetworkSettings): LineNetwork {
  const { classes, context, blocks } = settings;
  const blockNumbers = Array.from({ length: blocks }, (_, i) => i);
  return {
    classes,
    parameters: parametersOf(settings),
    norms: [
      ...['0', '1a', '1b', '1c', '2a', '2b', '2c', '2d', '2e', '3'].map((n) => ({ conv: `conv${n}`, norm: `bn${n}` })),
      ...blockNumbers.flatMap((i) => [
        { conv: `ctx${i}depthwise`, norm: `bnctx${i}i` },
        { conv: `ctx${i}down`, norm: `bnctx${i}o` },
      ]),
    ],
    forward(image, ops) {
      const down = (x: Tensor4D, name: string, strides: [number, number]) =>
        ops.convNorm(x, `conv${name}`, `bn${name}`, { strides, relu: true });
      const residual = (x: Tensor4D, [first, second]: readonly [string, string]): Tensor4D => {
        const y = ops.convNorm(x, `conv${first}`, `bn${first}`, { relu: true });
        return relu(add(x, ops.convNorm(y, `conv${second}`, `bn${second}`, { relu: false })));
      };
      let x = residual(down(down(image, '0', [2, 2]), '1a', [2, 2]), residuals[0]);
      x = residual(residual(down(x, '2a', [2, 1]), residuals[1]), residuals[2]);
      x = ops.convNorm(x, 'conv3', 'bn3', { pad: 'valid', relu: true });
      for (const i of blockNumbers) {
        const seen = ops.depthwiseNorm(x, `ctx${i}depthwise`, `bnctx${i}i`);
        const wide = ops.pointwise(seen, `ctx${i}up`, true);
        x = add(x, ops.dropout(ops.convNorm(wide, `ctx${i}down`, `bnctx${i}o`, { relu: false })));
      }
      const scores = ops.pointwise(x, 'head', false);
      return reshape(scores, [scores.shape[0], scores.shape[2], classes]);
    },
  };

  function parametersOf({ widths: [first, second, third], kernel }: LineNetworkSettings): ParameterSpec[] {
    const square = (name: string, from: number, to: number) => [
      weight(`conv${name}/kernel`, [3, 3, from, to]),
      ...normParameters(`bn${name}`, to),
    ];
    return [
      ...square('0', 1, first),
      ...square('1a', first, second),
      ...['1b', '1c'].flatMap((name) => square(name, second, second)),
      ...square('2a', second, third),
      ...['2b', '2c', '2d', '2e'].flatMap((name) => square(name, third, third)),
      weight('conv3/kernel', [LINE_HEIGHT / 8, 1, third, context]),
      ...normParameters('bn3', context),
      ...blockNumbers.flatMap((i) => [
        weight(`ctx${i}depthwise/kernel`, [1, kernel, context, 1]),
        ...normParameters(`bnctx${i}i`, context),
        ...withBias(`ctx${i}up`, context),
        weight(`ctx${i}down/kernel`, [1, 1, context, context]),
        ...normParameters(`bnctx${i}o`, context),
      ]),
      ...withBias('head', classes),
    ];
  }

  function withBias(name: string, to: number): ParameterSpec[] {
    const bias: ParameterSpec = { name: `${name}/bias`, shape: [to], initialiser: 'zeros', trainable: true };
    return [weight(`${name}/kernel`, [1, 1, context, to]), bias];
  }
}

const weight = (name: string, shape: number[]): ParameterSpec => ({ name, shape, initialiser: 'he', trainable: true });

function normParameters(norm: string, channels: number): ParameterSpec[] {
  const of = (name: string, initialiser: 'zeros' | 'ones', trainable: boolean): ParameterSpec => ({
    name: `${norm}/${name}`,
    shape: [channels],
    initialiser,
    trainable,
  });
  return [
    of('gamma', 'ones', true),
    of('beta', 'zeros', true),
    of('moving_mean', 'zeros', false),
    of('moving_variance', 'ones', false),
  ];
}
