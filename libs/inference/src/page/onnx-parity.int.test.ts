import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importInstalled, loadBackend } from '../engines/load-backend.js';
import { placeNetwork } from '../glyphs/place-network.js';
import { findLineModel, readLineManifest } from '../lines/line-manifest.js';
import { lineNetwork } from '../lines/line-network.js';
import { placeLineNetwork } from '../lines/place-line-network.js';
import { buildNetwork } from '../glyphs/build-network.js';
import { loadWeights } from '../glyphs/load-weights.js';
import { findModel, readModelManifest } from '../glyphs/manifest.js';
import type { NamedWeights } from '../weights/named-weights.js';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeSafetensors, readSafetensorsMetadata } from '../weights/safetensors.js';
import { glyphGraph } from '../glyphs/glyph-graph.js';
import { lineGraph } from '../lines/line-graph.js';
import { placeGlyphSession } from '../glyphs/place-glyph-session.js';
import { placeLineSession } from '../lines/place-line-session.js';
import { type OnnxSession, startOnnx } from '../engines/start-onnx.js';
import { randomWeights, seededNumbers } from '../testing/random-weights.js';

const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));
const fixture = fileURLToPath(new URL('../testing/small-line-network.safetensors', import.meta.url));
const sessions: OnnxSession[] = [];

const start = async (model: () => Uint8Array): Promise<OnnxSession> => {
  const session = await startOnnx(importInstalled, model);
  sessions.push(session);
  return session;
};
const maxApart = (a: readonly number[], b: readonly number[]): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
};
/** Pixel i of line k, as in export_line_parity.py. */
const line = (k: number, width = 192) => ({
  width,
  data: Uint8Array.from({ length: 40 * width }, (_, i) => (i * 31 + k * 17) % 256),
});

beforeAll(async () => {
  await loadBackend({ backend: 'wasm' });
});
afterAll(() => {
  for (const session of sessions) session.dispose();
});

test('a small line network gives the scores of PyTorch within 1e-3', async () => {
  const bytes = await readFile(fixture);
  const weights = decodeSafetensors(bytes);
  const expected = [...weights.get('parity/logits')!.values];
  const settings = { classes: 96, ...JSON.parse(readSafetensorsMetadata(bytes).settings) };
  const placed = placeLineSession(await start(() => lineGraph(settings, weights)), 96);
  const got = await placed.scores([line(0), line(1)]);
  expect(
    maxApart(
      expected,
      got.flatMap(({ logits }) => [...logits]),
    ),
  ).toBeLessThan(1e-3);
});

test('the shipped line reader gives the scores of TensorFlow.js within 1e-3 in batches of any widths', async () => {
  const entry = findLineModel(await readLineManifest(modelsDir));
  const weights = decodeSafetensors(await readWeightsFile(modelsDir, entry));
  const lines = [line(0, 70), line(1, 192), line(2, 130), line(3, 61), line(4, 500), line(5, 65)];
  const onTensorFlow = placeLineNetwork(lineNetwork(entry.network), weights);
  const expected = await onTensorFlow.scores(lines);
  onTensorFlow.dispose();
  const placed = placeLineSession(await start(() => lineGraph(entry.network, weights)), entry.network.classes);
  const got = await placed.scores(lines);
  for (const [i, { logits, ...sides }] of expected.entries()) {
    expect(got[i]).toMatchObject(sides);
    expect(maxApart([...logits], [...got[i].logits])).toBeLessThan(1e-3);
  }
});

const glyphs = (count: number) => seededNumbers(9).bytes(count * 784);

async function expectGlyphParity(description: Parameters<typeof glyphGraph>[0], weights: NamedWeights) {
  const network = buildNetwork(description);
  const onTensorFlow = placeNetwork(network, weights);
  const expected = await onTensorFlow.logits(glyphs(70));
  onTensorFlow.dispose();
  const placed = placeGlyphSession(await start(() => glyphGraph(description, weights)), network);
  expect(maxApart([...expected], [...(await placed.logits(glyphs(70)))])).toBeLessThan(1e-3);
}

test('the shipped glyph reader gives the scores of TensorFlow.js within 1e-3', async () => {
  const entry = findModel(await readModelManifest(modelsDir), 'charnet-62');
  await expectGlyphParity(entry.network, (await loadWeights(modelsDir, entry)).weights);
});

test('so does a CharNet whose sides are odd at every stage', async () => {
  const description = { kind: 'charnet', classes: 10, input: { height: 29, width: 21 }, widths: [4, 8, 4] } as const;
  await expectGlyphParity(description, randomWeights(buildNetwork(description), 3));
});

test('a network that it has no graph for is refused by name', () => {
  const description = { kind: 'paper-mlp', classes: 10, input: { height: 30, width: 20 } } as const;
  expect(() => glyphGraph(description, new Map())).toThrow('paper-mlp');
});
