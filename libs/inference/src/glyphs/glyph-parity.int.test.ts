import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadBackend } from '../engines/load-backend.js';
import { placeNetwork } from './place-network.js';
import { loadWeights } from './load-weights.js';
import { findModel, readModelManifest } from './manifest.js';

const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));
const fixture = `${modelsDir}/parity/charnet-62.json`;
const isMissing = !existsSync(fixture) && !process.env.CI;

test.skipIf(isMissing)('our forward pass gives the logits of PyTorch within 1e-3, on both back ends', async () => {
  const { sha256, inputs, logits }: { sha256: string; inputs: number; logits: number[][] } = JSON.parse(
    await readFile(fixture, 'utf8'),
  );
  const entry = findModel(await readModelManifest(modelsDir), 'charnet-62');
  expect(entry.sha256, 'the fixture is of other weights: run training/pytorch/export_parity.py').toBe(sha256);
  const { network, weights } = await loadWeights(modelsDir, entry);
  // Pixel i of input k, as in export_parity.py.
  const glyphs = Uint8Array.from(
    { length: inputs * 784 },
    (_, at) => ((at % 784) * 31 + Math.floor(at / 784) * 17) % 256,
  );
  for (const backend of ['wasm', 'cpu'] as const) {
    await loadBackend({ backend });
    const placed = placeNetwork(network, weights);
    const got = await placed.logits(glyphs);
    placed.dispose();
    const expected = logits.flat();
    expect(got).toHaveLength(expected.length);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - got[i])))).toBeLessThan(1e-3);
  }
});
