import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors, lineNetwork, loadLineReader } from '@longhand/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerLineModel } from './register-line-model.js';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';

const settings = { widths: [4, 4, 4], context: 8, blocks: 1, kernel: 15 };
const description = {
  name: 'tiny',
  description: 'x',
  limits: 'x',
  data: ['none'],
  licence: 'none',
  command: 'none',
  temperature: 1.3,
  calibration: { scale: 1, shift: 0 },
  figures: { dhsdValidationCer: 0.5 },
};
let modelsDir: string;

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'longhand-register-'));
  const weights = initialWeights(lineNetwork({ classes: 96, ...settings }), Random.from(3));
  const bytes = encodeSafetensors(weights, { metadata: { settings: JSON.stringify(settings) } });
  await writeFile(join(modelsDir, 'tiny.safetensors'), bytes);
  const short = initialWeights(lineNetwork({ classes: 4, ...settings }), Random.from(3));
  const metadata = { settings: JSON.stringify(settings), alphabet: ' aé' };
  await writeFile(join(modelsDir, 'accents.safetensors'), encodeSafetensors(short, { metadata }));
  await writeFile(join(modelsDir, 'bare.safetensors'), encodeSafetensors(weights));
});
afterAll(() => rm(modelsDir, { recursive: true }));

test('a registered model can be loaded, and registering again replaces it', async () => {
  await registerLineModel(modelsDir, description);
  const entry = await registerLineModel(modelsDir, { ...description, temperature: 0.9 });
  expect(entry.network).toEqual({ kind: 'fcn-lines', classes: 96, ...settings });
  const reader = await loadLineReader({ modelsDir, backend: 'cpu' });
  expect(reader.temperature).toBe(0.9);
  expect(reader.alphabet).toMatch(/^ !".*}~$/);
  expect(reader.modelVersion).toMatch(/^tiny@/);
  reader.dispose();
});

test('the alphabet is the one that the weights carry', async () => {
  const entry = await registerLineModel(modelsDir, { ...description, name: 'accents' });
  expect([entry.alphabet, entry.network.classes]).toEqual([' aé', 4]);
});

test('weights that do not say what network they are of are refused', async () => {
  await expect(registerLineModel(modelsDir, { ...description, name: 'bare' })).rejects.toMatchObject({
    code: 'model.description_invalid',
    message: expect.stringContaining('network'),
  });
});
