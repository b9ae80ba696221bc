import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * How a parameter starts: `he` = He normal over its fan-in (Gaussian, variance 2 / fan-in), the
 * others are constants.
 */
export type Initialiser = 'he' | 'glorot' | 'zeros' | 'ones';

export interface ParameterSpec {
  /** The name in the safetensors file, for instance `conv1a/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
  /**
   * False for the moving statistics of a batch normalisation: they follow the data, not the
   * gradient.
   */
  readonly trainable: boolean;
}

export type Activation = 'linear' | 'relu' | 'sigmoid';

/**
 * The layers that a network is written in. Inference and training each bring their own: inference
 * folds batch normalisation into the convolution, training measures the batch and drops units.
 */
export interface LayerOps {
  /**
   * Convolution without bias, `same` padding, then batch normalisation, then ReLU where asked for.
   */
  convNorm(x: Tensor4D, conv: string, norm: string, options: { stride: 1 | 2; relu: boolean }): Tensor4D;
  /** Convolution with bias and ReLU, stride 1, `same` padding. */
  conv(x: Tensor4D, name: string): Tensor4D;
  dense(x: Tensor2D, name: string, activation: Activation): Tensor2D;
  /** 2 x 2 maximum with stride 2; an odd last row or column is dropped. */
  maxPool(x: Tensor4D): Tensor4D;
  dropout(x: Tensor2D, rate: number): Tensor2D;
}

export interface NetworkInput {
  readonly height: number;
  readonly width: number;
}

export interface Network {
  readonly input: NetworkInput;
  readonly classes: number;
  readonly parameters: readonly ParameterSpec[];
  /** Pairs of convolution and normalisation that inference may fold into one. */
  readonly norms: ReadonlyArray<{ readonly conv: string; readonly norm: string }>;
  /** [N, height, width, 1] with 0 = paper and 1 = ink -> logits [N, classes]. */
  forward(x: Tensor4D, ops: LayerOps): Tensor2D;
}

/** Added to a variance before its root, in every network here and in the PyTorch side. */
export const NORM_EPSILON = 1e-3;

export const countParameters = (network: Pick<Network, 'parameters'>): number =>
  network.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);
