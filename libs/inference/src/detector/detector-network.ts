import { add, image, relu, type Tensor4D } from '@tensorflow/tfjs-core';
import type { LineOps } from '../lines/line-network.js';
import type { Network, ParameterSpec } from '../weights/network.js';

/** What the maps show, in the order of the network's channels. */
export const DETECTOR_MAPS = ['core', 'border', 'ruled'] as const;

export interface DetectorSettings {
  /** Channels at a half, a quarter, an eighth and a sixteenth of the input's size. */
  readonly widths: readonly number[];
}

export interface DetectorNetwork extends Pick<Network, 'parameters' | 'norms'> {
  /**
   * [N, H, W, 1] with 0 = paper, 1 = ink, sides multiples of 16 -> logits [N, H / 2, W / 2, 3]:
   * core, border, ruled.
   */
  forward(x: Tensor4D, ops: DetectorOps): Tensor4D;
}

export type DetectorOps = Pick<LineOps, 'convNorm' | 'pointwise'>;

/**
 * The way down: strided convolutions and, below the first, residual pairs; then the way up, where
 * each stage adds what it passed on the way down.
 */
const PAIRS = [
  ['2b', '2c'],
  ['3b', '3c'],
  ['4b', '4c'],
  ['4d', '4e'],
] as const;

/**
 * The line detector, layer by layer as training/pytorch/detector_net.py has it: a small U-Net of
 * 3x3 convolutions.
 */
export function detectorNetwork({ widths }: DetectorSettings): DetectorNetwork {
  const [first, second, third, fourth] = widths;
  return {
    parameters: [
      ...square('1', 1, first),
      ...square('2a', first, second),
      ...square('2b', second, second),
      ...square('2c', second, second),
      ...square('3a', second, third),
      ...square('3b', third, third),
      ...square('3c', third, third),
      ...square('4a', third, fourth),
      ...['4b', '4c', '4d', '4e'].flatMap((name) => square(name, fourth, fourth)),
      ...withBias('up3', fourth, third),
      ...square('u3', third, third),
      ...withBias('up2', third, second),
      ...square('u2', second, second),
      ...withBias('up1', second, first),
      ...square('u1', first, first),
      ...withBias('head', first, DETECTOR_MAPS.length),
    ],
    norms: ['1', '2a', ...PAIRS.flat(), '3a', '4a', 'u3', 'u2', 'u1'].map((name) => ({
      conv: `conv${name}`,
      norm: `bn${name}`,
    })),
    forward(page, ops) {
      const conv = (x: Tensor4D, name: string, stride = 1) =>
        ops.convNorm(x, `conv${name}`, `bn${name}`, { strides: [stride, stride], relu: true });
      const residual = (x: Tensor4D, [a, b]: readonly [string, string]): Tensor4D =>
        relu(add(x, ops.convNorm(conv(x, a), `conv${b}`, `bn${b}`, { relu: false })));
      const up = (x: Tensor4D, passed: Tensor4D, stage: number): Tensor4D => {
        const narrow = ops.pointwise(x, `up${stage}`, false);
        const sides: [number, number] = [passed.shape[1], passed.shape[2]];
        return conv(add(passed, image.resizeNearestNeighbor(narrow, sides)), `u${stage}`);
      };
      const half = conv(page, '1', 2);
      const quarter = residual(conv(half, '2a', 2), PAIRS[0]);
      const eighth = residual(conv(quarter, '3a', 2), PAIRS[1]);
      const deepest = residual(residual(conv(eighth, '4a', 2), PAIRS[2]), PAIRS[3]);
      const maps = up(up(up(deepest, eighth, 3), quarter, 2), half, 1);
      return ops.pointwise(maps, 'head', false);
    },
  };
}

function square(name: string, from: number, to: number): ParameterSpec[] {
  const of = (part: string, initialiser: 'zeros' | 'ones', trainable: boolean): ParameterSpec => ({
    name: `bn${name}/${part}`,
    shape: [to],
    initialiser,
    trainable,
  });
  return [
    { name: `conv${name}/kernel`, shape: [3, 3, from, to], initialiser: 'he', trainable: true },
    of('gamma', 'ones', true),
    of('beta', 'zeros', true),
    of('moving_mean', 'zeros', false),
    of('moving_variance', 'ones', false),
  ];
}

function withBias(name: string, from: number, to: number): ParameterSpec[] {
  return [
    { name: `${name}/kernel`, shape: [1, 1, from, to], initialiser: 'he', trainable: true },
    { name: `${name}/bias`, shape: [to], initialiser: 'zeros', trainable: true },
  ];
}
