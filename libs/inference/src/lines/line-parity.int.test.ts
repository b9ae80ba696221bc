import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadBackend } from '../engines/load-backend.js';
import { assertWeightsFit, type NamedWeights, type WeightArray } from '../weights/named-weights.js';
import { decodeSafetensors, readSafetensorsMetadata } from '../weights/safetensors.js';
import { type LineNetwork, lineNetwork } from './line-network.js';
import { placeLineNetwork } from './place-line-network.js';
import { prepareLine } from './prepare-line.js';

// Written by training/pytorch/export_line_parity.py: a small random network, what PyTorch makes of
// two lines, and a strip as Pillow scales it.
const fixture = fileURLToPath(new URL('../testing/small-line-network.safetensors', import.meta.url));
let weights: NamedWeights;
let network: LineNetwork;
let logits: WeightArray;
let ink: WeightArray;

beforeAll(async () => {
  const bytes = await readFile(fixture);
  weights = decodeSafetensors(bytes);
  [logits, ink] = ['parity/logits', 'parity/ink'].map((name) => {
    const found = weights.get(name)!;
    weights.delete(name);
    return found;
  });
  network = lineNetwork({ classes: 96, ...JSON.parse(readSafetensorsMetadata(bytes).settings) });
});

/** Pixel i of line k, as in export_line_parity.py. */
const line = (k: number, width = 192) => ({
  width,
  data: Uint8Array.from({ length: 40 * width }, (_, i) => (i * 31 + k * 17) % 256),
});

test('the fixture has exactly the parameters of the network', () => {
  expect(() => assertWeightsFit(network, weights)).not.toThrow();
  expect(logits.shape).toEqual([2, 48, 96]);
});

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  test('the scores are those of PyTorch within 1e-3, and no tensor is left behind', async () => {
    await loadBackend({ backend });
    const before = tf.memory().numTensors;
    const placed = placeLineNetwork(network, weights);
    const loaded = tf.memory().numTensors;
    const got = await placed.scores([line(0), line(1)]);
    expect(got.map(({ frames, classes, widthFrames }) => [frames, classes, widthFrames])).toEqual([
      [48, 96, 48],
      [48, 96, 48],
    ]);
    const all = got.flatMap((scores) => [...scores.logits]);
    expect(Math.max(...logits.values.map((value, i) => Math.abs(value - all[i])))).toBeLessThan(1e-3);
    expect(tf.memory().numTensors).toBe(loaded);
    placed.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('each line has its own scores whatever company and order it comes in', async () => {
  await loadBackend({ backend: 'wasm' });
  const placed = placeLineNetwork(network, weights);
  const lines = [line(0, 70), line(1, 192), line(2, 100), line(3, 61), line(4, 128), line(5, 65)];
  const together = await placed.scores(lines);
  const loaded = tf.memory().numTensors;
  for (const [i, own] of lines.entries()) {
    const [alone] = await placed.scores([own]);
    expect(together[i].frames).toBe(Math.min(Math.ceil(own.width / 4) + 1, Math.ceil(own.width / 64) * 16));
    expect(together[i].widthFrames).toBe(own.width / 4);
    expect(Math.max(...alone.logits.map((value, k) => Math.abs(value - together[i].logits[k])))).toBeLessThan(1e-4);
  }
  expect(tf.memory().numTensors).toBe(loaded);
  expect(await placed.scores([])).toEqual([]);
  placed.dispose();
});

test('a strip is scaled and inked as Pillow and numpy do it, but for rounding', () => {
  const data = Uint8Array.from({ length: 150 * 61 }, (_, i) => {
    const [x, y] = [i % 150, Math.floor(i / 150)];
    return (3 * x * x + 5 * y * y + 7 * x * y) % 256;
  });
  const line = prepareLine({ width: 150, height: 61, data });
  expect([40, line.width]).toEqual(ink.shape);
  const apart = Array.from(line.data, (value, i) => Math.abs(value - ink.values[i]));
  expect(Math.max(...apart)).toBeLessThanOrEqual(4);
  expect(apart.reduce((a, b) => a + b) / apart.length).toBeLessThan(0.5);
});
