import * as tf from '@tensorflow/tfjs-core';
import { foldBatchNorm } from './networks/fold-batch-norm.js';
import { inferenceOps } from './networks/inference-ops.js';
import type { Network, NetworkInput } from './networks/network.js';
import { resizeGlyphs } from './resize-glyphs.js';
import type { NamedWeights } from './weights/named-weights.js';

/** The size of a normalised glyph as segmentation stores it. */
export const GLYPH: NetworkInput = { height: 28, width: 28 };

/** Only these batch sizes reach the backend: fixed shapes keep its buffers, and its memory, from growing. */
const BATCHES = [8, 64] as const;

export interface GlyphNetwork {
  /** N glyphs of the source size, as bytes (0 paper, 255 ink) -> N rows of logits. */
  logits(glyphs: Uint8Array): Promise<Float32Array>;
  dispose(): void;
}

/** Puts a network's weights on the running backend, batch normalisation folded. Glyphs of another size than its input are resized. */
export function placeNetwork(network: Network, weights: NamedWeights, source = GLYPH): GlyphNetwork {
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, { shape, values }] of foldBatchNorm(network, weights))
    tensors.set(name, tf.tensor(values, [...shape]));
  const ops = inferenceOps((name) => tensors.get(name)!);
  const { height, width } = network.input;
  const glyphPixels = source.height * source.width;

  async function run(glyphs: Uint8Array, batch: number): Promise<Float32Array> {
    const pixels = new Float32Array(batch * height * width);
    pixels.set(resizeGlyphs(glyphs, source, network.input, 1 / 255));
    const logits = tf.tidy(() => network.forward(tf.tensor4d(pixels, [batch, height, width, 1]), ops));
    try {
      return (await logits.data()) as Float32Array;
    } finally {
      logits.dispose();
    }
  }

  return {
    async logits(glyphs) {
      const count = glyphs.length / glyphPixels;
      const out = new Float32Array(count * network.classes);
      const largest = BATCHES[BATCHES.length - 1];
      for (let from = 0; from < count; from += largest) {
        const size = Math.min(largest, count - from);
        const batch = BATCHES.find((candidate) => size <= candidate)!;
        const part = await run(glyphs.subarray(from * glyphPixels, (from + size) * glyphPixels), batch);
        out.set(part.subarray(0, size * network.classes), from * network.classes);
      }
      return out;
    },
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}
