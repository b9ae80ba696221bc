import { fileURLToPath } from 'node:url';
import { loadPageReader, type PageReader } from '@longhand/inference';
import { cleanPage, type GrayImage, segmentPage } from '@longhand/core';
import { type DigitImages, drawDigitPage, editDistance, findHandwritingData, readMnist } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// Cleaning, segmentation, both shipped networks, the choice between them and the decoder together,
// on digits of people whom the decoder was never tuned on.
const data = findHandwritingData(process.env);
const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));

describe.skipIf(data === undefined)('MNIST test digits (needs LONGHAND_DATA)', () => {
  let digits: DigitImages;
  let reader: PageReader;

  beforeAll(async () => {
    digits = readMnist(data as string, 'test');
    reader = await loadPageReader({ modelsDir, backend: 'auto', uncertainBelow: 0.8 });
  });
  afterAll(() => reader?.dispose());

  async function read(gray: GrayImage): Promise<string[]> {
    const page = await reader.read(segmentPage(cleanPage(gray)));
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
