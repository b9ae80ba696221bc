import * as tf from '@tensorflow/tfjs-core';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import { inferenceOps } from './inference-ops.js';
import type { Network } from '../weights/network.js';
import { GLYPH, type GlyphNetwork, scoreGlyphs } from './score-glyphs.js';
import type { NamedWeights } from '../weights/named-weights.js';

/**
 * Puts a network's weights on the running TensorFlow.js backend, batch normalisation folded. Glyphs
 * of another size than its input are resized.
 */
export function placeNetwork(network: Network, weights: NamedWeights, source = GLYPH): GlyphNetwork {
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, { shape, values }] of foldBatchNorm(network, weights))
    tensors.set(name, tf.tensor(values, [...shape]));
  const ops = inferenceOps((name) => tensors.get(name)!);
  const { height, width } = network.input;

  async function run(pixels: Float32Array, batch: number): Promise<Float32Array> {
    const logits = tf.tidy(() => network.forward(tf.tensor4d(pixels, [batch, height, width, 1]), ops));
    try {
      return (await logits.data()) as Float32Array;
    } finally {
      logits.dispose();
    }
  }

  return {
    logits: (glyphs) => scoreGlyphs(glyphs, source, network, run),
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}
