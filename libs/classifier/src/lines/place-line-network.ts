import type { StripScores } from '@longhand/core';
import * as tf from '@tensorflow/tfjs-core';
import { foldBatchNorm } from '../networks/fold-batch-norm.js';
import type { NamedWeights } from '../weights/named-weights.js';
import { lineInferenceOps } from './line-inference-ops.js';
import { FRAME_WIDTH, LINE_HEIGHT, type LineNetwork } from './line-network.js';
import type { LineInk } from './prepare-line.js';

export interface PlacedLineNetwork {
  /** The scores of each line, in the given order. */
  scores(lines: readonly LineInk[]): Promise<StripScores[]>;
  dispose(): void;
}

/** Lines are padded to a multiple of this width, and go together in numbers of these: fixed shapes keep the backend's buffers from growing. */
const WIDTH_STEP = 64;
const BATCHES = [8, 4, 2, 1] as const;

/** Puts the network's weights on the running backend, batch normalisation folded. */
export function placeLineNetwork(network: LineNetwork, weights: NamedWeights): PlacedLineNetwork {
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, { shape, values }] of foldBatchNorm(network, weights))
    tensors.set(name, tf.tensor(values, [...shape]));
  const ops = lineInferenceOps((name) => tensors.get(name)!);

  async function run(lines: readonly LineInk[], width: number): Promise<Float32Array> {
    const pixels = new Float32Array(lines.length * LINE_HEIGHT * width);
    for (const [n, line] of lines.entries())
      for (let y = 0; y < LINE_HEIGHT; y++)
        for (let x = 0; x < line.width; x++)
          pixels[(n * LINE_HEIGHT + y) * width + x] = line.data[y * line.width + x] / 255;
    const logits = tf.tidy(() => network.forward(tf.tensor4d(pixels, [lines.length, LINE_HEIGHT, width, 1]), ops));
    try {
      return (await logits.data()) as Float32Array;
    } finally {
      logits.dispose();
    }
  }

  return {
    async scores(lines) {
      const out = Array.from<StripScores>({ length: lines.length });
      for (const { width, members } of batchesOf(lines)) {
        const logits = await run(
          members.map((i) => lines[i]),
          width,
        );
        const perLine = logits.length / members.length;
        for (const [n, i] of members.entries())
          out[i] = scoresOf(logits.subarray(n * perLine, (n + 1) * perLine), lines[i].width, network.classes);
      }
      return out;
    },
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}

/** The line's own frames, and one more where there is one: the last character may show after its ink. */
function scoresOf(logits: Float32Array, width: number, classes: number): StripScores {
  const frames = Math.min(logits.length / classes, Math.ceil(width / FRAME_WIDTH) + 1);
  return { logits: logits.slice(0, frames * classes), frames, classes, widthFrames: width / FRAME_WIDTH };
}

function* batchesOf(lines: readonly LineInk[]): Generator<{ width: number; members: number[] }> {
  const byWidth = new Map<number, number[]>();
  for (const [i, line] of lines.entries()) {
    const width = Math.max(1, Math.ceil(line.width / WIDTH_STEP)) * WIDTH_STEP;
    const known = byWidth.get(width);
    if (known) known.push(i);
    else byWidth.set(width, [i]);
  }
  for (const [width, members] of byWidth)
    for (let from = 0; from < members.length; ) {
      const size = BATCHES.find((batch) => from + batch <= members.length)!;
      yield { width, members: members.slice(from, from + size) };
      from += size;
    }
}
