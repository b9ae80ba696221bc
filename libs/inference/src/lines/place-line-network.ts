import * as tf from '@tensorflow/tfjs-core';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import type { NamedWeights } from '../weights/named-weights.js';
import { lineInferenceOps } from './line-inference-ops.js';
import { LINE_HEIGHT, type LineNetwork } from './line-network.js';
import { type PlacedLineNetwork, runLineNetwork } from './run-line-network.js';

/** Puts the network's weights on the running TensorFlow.js backend, batch normalisation folded. */
export function placeLineNetwork(network: LineNetwork, weights: NamedWeights): PlacedLineNetwork {
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, { shape, values }] of foldBatchNorm(network, weights))
    tensors.set(name, tf.tensor(values, [...shape]));
  const ops = lineInferenceOps((name) => tensors.get(name)!);

  async function run(pixels: Float32Array, count: number, width: number): Promise<Float32Array> {
    const logits = tf.tidy(() => network.forward(tf.tensor4d(pixels, [count, LINE_HEIGHT, width, 1]), ops));
    try {
      return (await logits.data()) as Float32Array;
    } finally {
      logits.dispose();
    }
  }

  return {
    scores: (lines) => runLineNetwork(lines, network.classes, run),
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}
