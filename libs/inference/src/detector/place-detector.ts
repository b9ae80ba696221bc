import { DETECTOR_CELL, type DetectorInput, type LineMaps } from '@longhand/core';
import * as tf from '@tensorflow/tfjs-core';
import { lineInferenceOps } from '../lines/line-inference-ops.js';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import type { OnnxSession } from '../engines/start-onnx.js';
import type { NamedWeights } from '../weights/named-weights.js';
import type { DetectorNetwork } from './detector-network.js';

export interface PlacedDetector {
  /** The logits of the three maps, one after another, each [height / 2, width / 2]. */
  scores(input: Pick<DetectorInput, 'width' | 'height' | 'data'>): Promise<Float32Array>;
  dispose(): void;
}

/** Puts the network's weights on the running TensorFlow.js backend, batch normalisation folded. */
export function placeDetector(network: DetectorNetwork, weights: NamedWeights): PlacedDetector {
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, { shape, values }] of foldBatchNorm(network, weights))
    tensors.set(name, tf.tensor(values, [...shape]));
  const ops = lineInferenceOps((name) => tensors.get(name)!);
  return {
    async scores({ width, height, data }) {
      const logits = tf.tidy(() => {
        const page = tf.tensor4d(toShares(data), [1, height, width, 1]);
        return tf.transpose(network.forward(page, ops), [0, 3, 1, 2]);
      });
      try {
        return (await logits.data()) as Float32Array;
      } finally {
        logits.dispose();
      }
    },
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}

/** The network on ONNX Runtime (a session of `detectorGraph`). */
export function placeDetectorSession(session: OnnxSession): PlacedDetector {
  return {
    scores: ({ width, height, data }) => session.run(toShares(data), [1, 1, height, width]),
    dispose: () => session.dispose(),
  };
}

/** Logits of the three maps -> probabilities, with the size of a cell in pixels of the page. */
export function toLineMaps(logits: Float32Array, { width, height, factor }: DetectorInput): LineMaps {
  const [columns, rows] = [width / DETECTOR_CELL, height / DETECTOR_CELL];
  const size = columns * rows;
  const map = (i: number) => logits.subarray(i * size, (i + 1) * size).map((score) => 1 / (1 + Math.exp(-score)));
  return {
    width: columns,
    height: rows,
    cell: DETECTOR_CELL * factor,
    core: map(0),
    border: map(1),
    ruled: map(2),
  };
}

function toShares(data: Uint8Array): Float32Array {
  const shares = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) shares[i] = data[i] / 255;
  return shares;
}
