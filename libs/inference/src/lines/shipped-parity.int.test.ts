import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadBackend } from '../engines/load-backend.js';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeSafetensors, readSafetensorsMetadata } from '../weights/safetensors.js';
import { findLineModel, readLineManifest } from './line-manifest.js';
import { lineNetwork } from './line-network.js';
import { placeLineNetwork } from './place-line-network.js';

const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));

test('the shipped line reader gives the scores of PyTorch within 1e-3', async () => {
  const entry = findLineModel(await readLineManifest(modelsDir));
  const fixture = await readFile(`${modelsDir}/parity/${entry.name}.safetensors`);
  expect(
    readSafetensorsMetadata(fixture).sha256,
    'the fixture is of other weights: run training/pytorch/export_line_parity.py',
  ).toBe(entry.sha256);
  const logits = decodeSafetensors(fixture).get('parity/logits')!;
  await loadBackend({ backend: 'wasm' });
  const weights = decodeSafetensors(await readWeightsFile(modelsDir, entry));
  const placed = placeLineNetwork(lineNetwork(entry.network), weights);
  // Pixel i of line k, as in export_line_parity.py.
  const lines = [0, 1].map((k) => ({
    width: 192,
    data: Uint8Array.from({ length: 40 * 192 }, (_, i) => (i * 31 + k * 17) % 256),
  }));
  const got = (await placed.scores(lines)).flatMap((scores) => [...scores.logits]);
  placed.dispose();
  expect(got).toHaveLength(logits.values.length);
  expect(Math.max(...logits.values.map((value, i) => Math.abs(value - got[i])))).toBeLessThan(1e-3);
});
