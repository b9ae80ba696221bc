import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type GlyphClassifier, loadGlyphClassifier } from '@longhand/inference';
import { cleanPage, decodeGlyphPage, segmentPage, tokenise } from '@longhand/core';
import { editDistance } from '@longhand/test-kit';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleRecords, sampleSearchWord } from './sample-records.js';

const modelsDir = fileURLToPath(new URL('../../models', import.meta.url));
let classifier: GlyphClassifier;

beforeAll(async () => {
  classifier = await loadGlyphClassifier({ modelsDir, backend: 'wasm' });
});
afterAll(() => classifier?.dispose());

async function read(imagePath: string) {
  const { data, info } = await sharp(imagePath)
    .greyscale()
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { layout, drawGlyphs } = segmentPage(
    cleanPage({ width: info.width, height: info.height, data: Uint8Array.from(data) }),
  );
  const probabilities = await classifier.classify(drawGlyphs());
  return decodeGlyphPage(layout, probabilities, { alphabet: classifier.alphabet, uncertainBelow: 0.8 });
}

test.each(sampleRecords)('$name is read with at most 8 % wrong characters', async ({ name, imagePath, textPath }) => {
  const page = await read(imagePath);
  const text = page.lines.map((line) => line.words.map((word) => word.text).join(' ')).join('\n');
  const truth = readFileSync(textPath, 'utf8').trim();
  const errors = editDistance(text, truth);
  console.log(`sample ${name}: ${errors} of ${truth.length} characters wrong`);
  expect(errors / truth.length).toBeLessThanOrEqual(0.08);
});

test('the word that the demo searches for is read in the letter', async () => {
  const page = await read(sampleRecords[0].imagePath);
  const [{ token: wanted }] = tokenise(sampleSearchWord).tokens;
  const tokens = page.lines.flatMap((line) => line.words.flatMap((word) => tokenise(word.text).tokens));
  expect(tokens.filter(({ token }) => token === wanted)).toHaveLength(1);
});
