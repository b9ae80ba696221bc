import { fileURLToPath } from 'node:url';
import { cleanPage, type GrayImage, segmentPage } from '@longhand/core';
import { createLogger } from '@longhand/log';
import { type DigitImages, drawDigitPage, editDistance, findHandwritingData, readMnist } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClassifierPool, openClassifierPool } from './classifier-pool.js';

// Cleaning, segmentation, the shipped network in its threads and the decoder together, on digits of people whom the decoder was never tuned on.
const data = findHandwritingData(process.env);
const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));
const log = createLogger({ service: 'test', level: 'silent' });
const { signal } = new AbortController();

describe.skipIf(data === undefined)('MNIST test digits (needs LONGHAND_DATA)', () => {
  let digits: DigitImages;
  let classifier: ClassifierPool;

  beforeAll(async () => {
    digits = readMnist(data as string, 'test');
    classifier = await openClassifierPool({ threads: 0, backend: 'auto', modelsDir, log });
  });
  afterAll(() => classifier?.close());

  async function read(gray: GrayImage): Promise<string[]> {
    const { layout, glyphs } = segmentPage(cleanPage(gray));
    const probabilities = await classifier.classify(glyphs, signal);
    const page = await classifier.decode(
      layout,
      probabilities,
      { alphabet: classifier.alphabet, uncertainBelow: 0.8 },
      signal,
    );
    return page.lines.map((line) => line.words.map((word) => word.text).join(''));
  }

  test('a page of 600 on a grid is read with at most 3 % errors', async () => {
    const { gray, lines } = drawDigitPage(digits, { first: 0, rows: 20, columns: 30 });
    const errors = editDistance((await read(gray)).join(''), lines.join(''));
    console.log(`600 MNIST test digits on a page: ${errors} errors`);
    expect(errors).toBeLessThanOrEqual(18);
  });

  test('of 200 pictures of one digit, half white on black, at most 3 % are misread', async () => {
    let errors = 0;
    for (let i = 0; i < 200; i++) {
      const image = digits.images.slice((600 + i) * 784, (601 + i) * 784);
      const pixels = i % 2 === 0 ? image : image.map((value) => 255 - value);
      const text = (await read({ width: 28, height: 28, data: pixels })).join('\n');
      if (text !== String(digits.labels[600 + i])) errors += 1;
    }
    console.log(`200 MNIST test digits as pictures of their own: ${errors} errors`);
    expect(errors).toBeLessThanOrEqual(6);
  });
});
