import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { importInstalled, loadBackend } from '../engines/load-backend.js';
import { detectorGraph } from './detector-graph.js';
import { startOnnx } from '../engines/start-onnx.js';
import { assertWeightsFit, type NamedWeights } from '../weights/named-weights.js';
import { decodeSafetensors, readSafetensorsMetadata } from '../weights/safetensors.js';
import { DETECTOR_MAPS, detectorNetwork, type DetectorSettings } from './detector-network.js';
import { placeDetector, placeDetectorSession } from './place-detector.js';

// Written by training/pytorch/export_detector_parity.py: a small random network, and what PyTorch
// makes of one picture.
const fixture = fileURLToPath(new URL('../testing/small-detector.safetensors', import.meta.url));
let weights: NamedWeights;
let settings: DetectorSettings;
/** Map after map. */
let expected: Float32Array;
const [width, height] = [96, 64];
/** As in export_detector_parity.py. */
const page = {
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => (i * 31 + (i >> 8) * 7) % 256),
};

beforeAll(async () => {
  const bytes = await readFile(fixture);
  weights = decodeSafetensors(bytes);
  const { shape, values } = weights.get('parity/logits')!;
  weights.delete('parity/logits');
  expect(shape).toEqual([1, height / 2, width / 2, DETECTOR_MAPS.length]);
  const size = values.length / 3;
  expected = Float32Array.from(values, (_, i) => values[(i % size) * 3 + Math.floor(i / size)]);
  settings = JSON.parse(readSafetensorsMetadata(bytes).settings);
});

const maxApart = (got: Float32Array): number => {
  expect(got.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(value - got[i])));
};

test('the fixture has exactly the parameters of the network, and its scores are not all alike', () => {
  expect(() => assertWeightsFit(detectorNetwork(settings), weights)).not.toThrow();
  expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(1);
});

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  test('the scores are those of PyTorch within 1e-3, and no tensor is left behind', async () => {
    await loadBackend({ backend });
    const before = tf.memory().numTensors;
    const placed = placeDetector(detectorNetwork(settings), weights);
    const loaded = tf.memory().numTensors;
    expect(maxApart(await placed.scores(page))).toBeLessThan(1e-3);
    expect(tf.memory().numTensors).toBe(loaded);
    placed.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('so are those of ONNX Runtime', async () => {
  const placed = placeDetectorSession(await startOnnx(importInstalled, () => detectorGraph(settings, weights)));
  expect(maxApart(await placed.scores(page))).toBeLessThan(1e-3);
  placed.dispose();
});
