import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeLine } from '@longhand/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeSafetensors } from '../weights/safetensors.js';
import { lineNetwork } from './line-network.js';
import { loadLineReader } from './load-line-reader.js';
import { randomWeights, seededNumbers } from '../testing/random-weights.js';

const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
const settings = { classes: 96, widths: [4, 4, 4], context: 8, blocks: 1, kernel: 15 };
const calibration = { scale: 1.2, shift: 0.1 };
let modelsDir: string;

const writeManifest = (...models: object[]) =>
  writeFile(join(modelsDir, 'lines.json'), JSON.stringify({ version: 1, default: 'small', models }));

function entryOf(change: object = {}) {
  const network = { kind: 'fcn-lines', ...settings };
  const text = { description: 'x', limits: 'x', data: ['none'], licence: 'none', command: 'none', figures: {} };
  return {
    name: 'small',
    file: 'small.safetensors',
    ...weights,
    network,
    alphabet,
    temperature: 2,
    calibration,
    ...text,
    ...change,
  };
}
let weights: { sha256: string; bytes: number };

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'longhand-lines-'));
  const bytes = encodeSafetensors(randomWeights(lineNetwork(settings), 1));
  await writeFile(join(modelsDir, 'small.safetensors'), bytes);
  weights = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
});
afterAll(() => rm(modelsDir, { recursive: true }));

const stripOf = (width: number, height: number, key: number) => ({
  width,
  height,
  data: seededNumbers(key).bytes(width * height),
});

test('reads strips of any size into scores that can be decoded, with a steady number of tensors', async () => {
  await writeManifest(entryOf());
  const reader = await loadLineReader({ modelsDir, backend: 'wasm' });
  expect(reader).toMatchObject({ alphabet, temperature: 2, calibration, engine: { name: 'wasm' } });
  expect(reader.modelVersion).toBe(`small@${weights.sha256.slice(0, 12)}`);
  await reader.read([stripOf(300, 48, 1)]);
  const before = tf.memory().numTensors;
  for (const count of [1, 3, 9]) {
    const strips = Array.from({ length: count }, (_, i) => stripOf(90 + 70 * i, 48, i));
    const scores = await reader.read(strips);
    expect(scores.map((s) => s.widthFrames)).toEqual(strips.map((s) => Math.round((s.width * 40) / 48) / 4));
    for (const own of scores) expect(decodeLine(own, reader).words).toBeInstanceOf(Array);
  }
  expect(tf.memory().numTensors).toBe(before);
  reader.dispose();
});

test('says what is wrong with the manifest or the weights', async () => {
  const load = () => loadLineReader({ modelsDir, backend: 'cpu' });
  await writeManifest(entryOf({ alphabet: 'ab' }));
  await expect(load()).rejects.toMatchObject({
    code: 'model.manifest_invalid',
    message: expect.stringContaining('models.0.alphabet'),
  });
  await writeManifest(entryOf({ sha256: '0'.repeat(64) }));
  await expect(load()).rejects.toMatchObject({ code: 'model.weights_changed' });
  await writeManifest(entryOf({ network: { kind: 'fcn-lines', ...settings, context: 16 } }));
  await expect(load()).rejects.toMatchObject({ code: 'model.weights_mismatch' });
  await writeManifest(entryOf({ name: 'other' }));
  await expect(load()).rejects.toMatchObject({ code: 'model.unknown', message: expect.stringContaining('other') });
  await rm(join(modelsDir, 'lines.json'));
  await expect(load()).rejects.toMatchObject({ code: 'model.manifest_missing' });
});
