import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadGlyphClassifier } from './load-glyph-classifier.js';
import { buildNetwork, type NetworkDescription } from './build-network.js';
import { encodeSafetensors } from '../weights/safetensors.js';
import { randomWeights, seededNumbers } from '../testing/random-weights.js';

let modelsDir: string;

async function writeModel(name: string, network: NetworkDescription) {
  const bytes = encodeSafetensors(randomWeights(buildNetwork(network), 1));
  await writeFile(join(modelsDir, `${name}.safetensors`), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const rest = {
    input: 'x',
    temperature: 2,
    trainedOn: 'mnist',
    description: 'x',
    limits: 'x',
    data: ['none'],
    licence: 'none',
    command: 'none',
    figures: {},
  };
  return { name, file: `${name}.safetensors`, sha256, bytes: bytes.length, network, alphabet: '0123456789', ...rest };
}

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'longhand-models-'));
  const input = { height: 28, width: 28 };
  const models = [
    await writeModel('small', { kind: 'charnet', classes: 10, input, widths: [4, 4, 4, 4] }),
    await writeModel('paper', { kind: 'paper-mlp', classes: 10, input: { height: 30, width: 20 } }),
    { ...(await writeModel('other', { kind: 'paper-mlp', classes: 10, input })), sha256: '0'.repeat(64) },
  ];
  await writeFile(join(modelsDir, 'manifest.json'), JSON.stringify({ version: 1, default: 'small', models }));
});
afterAll(() => rm(modelsDir, { recursive: true }));

const glyphs = (count: number) => seededNumbers(9).bytes(count * 784);

test('probabilities sum to one and do not depend on how many glyphs come together', async () => {
  const classifier = await loadGlyphClassifier({ modelsDir, backend: 'wasm' });
  const many = await classifier.classify(glyphs(130));
  const one = await classifier.classify(glyphs(130).subarray(100 * 784, 101 * 784));
  expect(many.length).toBe(1300);
  for (let i = 0; i < 130; i++) expect(many.subarray(i * 10, i * 10 + 10).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  expect(Math.max(...one.map((p, c) => Math.abs(p - many[1000 + c])))).toBeLessThan(1e-5);
  expect(classifier.modelVersion).toMatch(/^small@[0-9a-f]{12}$/);
  expect(await classifier.classify(new Uint8Array(0))).toHaveLength(0);
  await expect(classifier.classify(new Uint8Array(5))).rejects.toMatchObject({ code: 'classifier.bad_input' });
  classifier.dispose();
});

test('the number of tensors stays the same over many calls, and dispose gives all back', async () => {
  const before = tf.memory().numTensors;
  const classifier = await loadGlyphClassifier({ modelsDir, backend: 'wasm' });
  await classifier.classify(glyphs(3));
  const loaded = tf.memory().numTensors;
  for (const count of [1, 8, 9, 64, 65]) await classifier.classify(glyphs(count));
  expect(tf.memory().numTensors).toBe(loaded);
  classifier.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('the back ends agree, also for a network with another input size', async () => {
  for (const model of ['small', 'paper']) {
    const answers: Float32Array[] = [];
    for (const backend of ['cpu', 'wasm'] as const) {
      const classifier = await loadGlyphClassifier({ modelsDir, model, backend });
      answers.push(await classifier.classify(glyphs(3)));
      classifier.dispose();
    }
    expect(Math.max(...answers[0].map((p, i) => Math.abs(p - answers[1][i])))).toBeLessThan(1e-5);
  }
});

test('weights that differ from the manifest are refused', async () => {
  await expect(loadGlyphClassifier({ modelsDir, model: 'other' })).rejects.toMatchObject({
    code: 'model.weights_changed',
  });
  await expect(loadGlyphClassifier({ modelsDir: join(modelsDir, 'none') })).rejects.toMatchObject({
    code: 'model.manifest_missing',
  });
  expect(JSON.parse(await readFile(join(modelsDir, 'manifest.json'), 'utf8')).default).toBe('small');
});
