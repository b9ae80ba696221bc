import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LanguageOptions, PackedNgrams } from '@longhand/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeLanguageFile, encodeLanguageFile } from './language-file.js';
import { loadLanguageModel } from './load-language-model.js';

/** Two characters, no contexts: a is nine times as frequent as b. */
const ngrams: PackedNgrams = {
  order: 2,
  characters: 'ab',
  levels: [3, 0],
  codes: Uint8Array.from([0, 1, 2]),
  costs: Uint8Array.from([255, 2, 37]),
  backoffs: Uint8Array.from([128, 128, 128]),
  childCounts: Uint8Array.from([0, 0, 0]),
};
const bytes = encodeLanguageFile({ ngrams: new Map([['en', ngrams]]), words: ['aab', 'été'] });

let modelsDir: string;
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'longhand-language-'));
});
afterAll(() => rm(modelsDir, { recursive: true }));

async function put(content: Uint8Array, manifest: Record<string, unknown> = {}): Promise<void> {
  await writeFile(join(modelsDir, 'x.gz'), content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const languages = [{ language: 'en', order: 2, runs: 3 }];
  const tuned = { weight: 0.5, bonus: 1, wordBonus: 0.25 };
  const rest = { data: ['none'], licence: 'none', command: 'none', figures: {}, ...tuned, ...manifest };
  const text = JSON.stringify({
    version: 1,
    file: 'x.gz',
    sha256,
    bytes: content.length,
    languages,
    words: 2,
    ...rest,
  });
  await writeFile(join(modelsDir, 'language.json'), text);
}

/** Log probability of a line under the model. */
function costOf({ model }: LanguageOptions, text: string): number {
  let state = model.start();
  let sum = 0;
  for (const character of text) {
    state = model.next(state, character);
    sum += state.logProbability;
  }
  return sum;
}

test('a directory without a language model gives none', async () => {
  expect(await loadLanguageModel(modelsDir)).toBeUndefined();
});

test('model, words and weights come out as they went in', async () => {
  await put(bytes);
  const language = (await loadLanguageModel(modelsDir))!;
  expect(language).toMatchObject({ weight: 0.5, bonus: 1, words: { bonus: 0.25 } });
  expect(['aab', 'été', 'aa'].map((word) => language.words!.known.has(word))).toEqual([true, true, false]);
  expect(costOf(language, 'aa')).toBeCloseTo(-4 / 16, 6);
});

test('a changed file, a cut one and a wrong description are refused', async () => {
  await put(bytes, { sha256: '0'.repeat(64) });
  await expect(loadLanguageModel(modelsDir)).rejects.toMatchObject({ code: 'model.weights_changed' });
  await put(bytes, { weight: -1 });
  await expect(loadLanguageModel(modelsDir)).rejects.toMatchObject({
    code: 'model.manifest_invalid',
    message: expect.stringContaining('weight'),
  });
  expect(() => decodeLanguageFile(bytes.subarray(0, bytes.length - 9))).toThrow(
    expect.objectContaining({ code: 'language.unreadable' }),
  );
});

test('the shipped model prefers what people write, in each of its languages', async () => {
  const language = (await loadLanguageModel(fileURLToPath(new URL('../../../../models', import.meta.url))))!;
  for (const [right, wrong] of [
    ['the patient was seen on Monday', 'tne palient vvas secn cn Mondoy'],
    ['le médecin est arrivé à la maison', 'lc mcdecin cst orrivé à lo moison'],
    ['die Straße und der Bahnhof', 'dle Stroße uncl der Bohnhof'],
  ])
    expect(costOf(language, right)).toBeGreaterThan(costOf(language, wrong) + 10);
  for (const word of ['the', 'médecin', 'straße', 'fever']) expect(language.words!.known.has(word)).toBe(true);
});
