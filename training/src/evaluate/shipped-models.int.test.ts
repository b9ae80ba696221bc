import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadGlyphClassifier, readModelManifest } from '@longhand/inference';
import { describe, expect, test } from 'vitest';
import { type GlyphSet, pickGlyphs } from '../datasets/glyph-set.js';
import { readByClassTest, readMnist, splitByHash } from '../datasets/known-sets.js';
import type { AccuracyReport } from './accuracy-report.js';
import { accuracy } from './scores.js';

const checkout = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const dataRoot = process.env.LONGHAND_DATA ?? checkout('../shared/data');
const hasData = existsSync(`${dataRoot}/chars/mnist`);

/** The least that the shipped networks have to reach; calibration error at most. */
const FLOORS: Record<string, Record<string, number>> = {
  'charnet-62': { accuracy62: 0.865, accuracy36: 0.93 },
  'charnet-pool': { accuracy47: 0.885, accuracyDigits: 0.994 },
  'charnet-mnist': { accuracy: 0.995 },
};

test('the accuracy page is of the weights of the manifest, and no figure is under its floor', async () => {
  const { models } = await readModelManifest(checkout('models'));
  const report: AccuracyReport = JSON.parse(await readFile(checkout('docs/accuracy-glyphs.json'), 'utf8'));
  expect(report.models.map(({ model, sha256 }) => [model, sha256])).toEqual(
    models.map(({ name, sha256 }) => [name, sha256]),
  );
  for (const [name, floors] of Object.entries(FLOORS)) {
    const { figures } = report.models.find(({ model }) => model === name)!;
    const value = (key: string) => figures.find((figure) => figure.name === key)!.value;
    for (const [key, floor] of Object.entries(floors))
      expect(value(key), `${name} ${key}`).toBeGreaterThanOrEqual(floor);
    if (name === 'charnet-62') expect(value('calibrationError')).toBeLessThanOrEqual(0.03);
  }
});

describe.skipIf(!hasData && !process.env.CI)(
  'the shipped networks read what they have never seen (handwriting data: LONGHAND_DATA)',
  () => {
    const score = async (model: string, set: GlyphSet) => {
      const classifier = await loadGlyphClassifier({ modelsDir: checkout('models'), model, backend: 'wasm' });
      const some = pickGlyphs(
        set,
        Array.from({ length: 2000 }, (_, i) => i),
      );
      const share = accuracy(await classifier.classify(some.images), some, classifier.alphabet.length);
      classifier.dispose();
      console.log(`${model}: ${(100 * share).toFixed(2)} % of 2,000 test images`);
      return share;
    };

    test('charnet-mnist reads the first 2,000 MNIST test digits', async () => {
      expect(await score('charnet-mnist', await readMnist(dataRoot, 't10k'))).toBeGreaterThan(0.99);
    });

    test('charnet-62 reads 2,000 digits and letters of the hash split', async () => {
      expect(await score('charnet-62', splitByHash(await readByClassTest(dataRoot)).test)).toBeGreaterThan(0.84);
    });
  },
);
