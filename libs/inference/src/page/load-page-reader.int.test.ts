import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadPageReader } from './load-page-reader.js';

const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));
const load = (glyphModel?: string) => loadPageReader({ modelsDir, backend: 'wasm', uncertainBelow: 0.8, glyphModel });

test('another network for separate characters is taken by its name', async () => {
  for (const [name, model] of [
    ['', /^charnet-62@/],
    ['charnet-mnist', /^charnet-mnist@/],
    ['paper-mlp-mnist', /^paper-mlp-mnist@/],
  ] as const) {
    const reader = await load(name);
    expect(reader.glyphs.modelVersion).toMatch(model);
    expect(reader.glyphs.alphabet.length).toBe(name ? 10 : 62);
    expect(reader.hasLines).toBe(true);
    reader.dispose();
  }
});

test('one that the manifest does not have, or whose weights are not kept, is refused by name', async () => {
  await expect(load('charnet-99')).rejects.toMatchObject({ code: 'model.unknown' });
  await expect(load('paper-cnn-mnist')).rejects.toMatchObject({ code: 'model.weights_missing' });
});
