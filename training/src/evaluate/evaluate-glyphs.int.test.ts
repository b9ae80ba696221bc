import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildNetwork, encodeSafetensors, readModelManifest } from '@longhand/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importWeights, type ModelDescription } from '../export/import-weights.js';
import { evaluateGlyphs } from './evaluate-glyphs.js';
import { initialWeights } from '../basics/initial-weights.js';
import { Random } from '../basics/random.js';

let folder: string;
const path = (...parts: string[]) => join(folder, ...parts);
const description = (name: string): ModelDescription => ({
  name,
  network: { kind: 'paper-mlp', classes: 10, input: { height: 28, width: 28 } },
  input: 'pixels',
  alphabet: '0123456789',
  temperature: 1,
  trainedOn: 'mnist',
  description: 'A network that has learnt nothing.',
  limits: 'All.',
  data: ['none'],
  licence: 'Apache-2.0',
  command: 'none',
  figures: {},
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-evaluate-'));
  for (const part of ['models', 'docs', 'data/chars/mnist']) await mkdir(path(part), { recursive: true });
  // Ten equal images with ten different labels: whatever the network says, one in ten is right.
  const images = Buffer.alloc(16 + 784 * 10, 100);
  images.set([0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28]);
  await writeFile(path('data/chars/mnist/t10k-images-idx3-ubyte.gz'), gzipSync(images));
  await writeFile(
    path('data/chars/mnist/t10k-labels-idx1-ubyte.gz'),
    gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])),
  );
  const network = buildNetwork(description('x').network);
  await writeFile(path('some.safetensors'), encodeSafetensors(initialWeights(network, Random.from(1))));
  const shared = { modelsDir: path('models'), weightsFile: path('some.safetensors') };
  await importWeights({ ...shared, description: description('kept') });
  await importWeights({ ...shared, description: description('large'), keepWeights: false });
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (change: { only?: string[]; weights?: Record<string, string> } = {}) => {
  const lines: string[] = [];
  const options = {
    modelsDir: path('models'),
    docsDir: path('docs'),
    dataRoot: path('data'),
    backend: 'wasm' as const,
    weights: {},
    only: [],
  };
  const report = await evaluateGlyphs({ ...options, command: 'longhand evaluate glyphs', ...change }, (line) =>
    lines.push(line),
  );
  return { report, lines };
};

test('the page, the cards and the manifest get the figures of every model at hand', async () => {
  const first = await run({ weights: { large: path('some.safetensors') } });
  expect(first.report.models.map(({ model }) => model)).toEqual(['kept', 'large']);
  const page = await readFile(path('docs/accuracy-glyphs.md'), 'utf8');
  expect(page).toMatch(/\| kept \| MNIST test, complete \| 10 digits \| 10 \| 10\.00 % \(/);
  expect(await readFile(path('models/kept.md'), 'utf8')).toContain('| MNIST test, complete | 10 digits | 10 |');
  expect((await readModelManifest(path('models'))).models.map(({ figures }) => figures.accuracy)).toEqual([0.1, 0.1]);

  const second = await run({ only: ['kept'] });
  expect(second.lines.at(-1)).toMatch(/^large: figures of \d{4}-\d\d-\d\d kept$/);
  expect(second.report.models[1]).toEqual(first.report.models[1]);
});

test('a model without weights and without earlier figures is named and left out', async () => {
  await rm(path('docs/accuracy-glyphs.json'));
  const { report, lines } = await run();
  expect(report.models.map(({ model }) => model)).toEqual(['kept']);
  expect(lines).toContain('large: no weights and no earlier figures; left out');
});

test('weights of another network, and a description with a fault, are not taken over', async () => {
  const shared = { modelsDir: path('models'), weightsFile: path('some.safetensors') };
  const other = { ...description('other'), network: { ...description('x').network, kind: 'charnet' as const } };
  await expect(importWeights({ ...shared, description: other })).rejects.toMatchObject({
    code: 'model.weights_mismatch',
  });
  await expect(importWeights({ ...shared, description: { ...description('No!') } })).rejects.toMatchObject({
    code: 'model.description_invalid',
  });
  expect((await readModelManifest(path('models'))).models.map(({ name }) => name)).toEqual(['kept', 'large']);
});
