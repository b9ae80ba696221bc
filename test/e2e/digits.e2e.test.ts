import { encodeGrayPng } from '@longhand/image-io';
import { type DigitImages, drawDigitPage, editDistance, findHandwritingData, readMnist } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient } from './http-client.js';
import { LaunchedSystem } from './launched-system.js';

const data = findHandwritingData(process.env);
const MAX_ERRORS = 0.03;

describe.skipIf(!data)(
  'handwritten digits through the whole system (needs the handwriting data: LONGHAND_DATA)',
  () => {
    let system: LaunchedSystem;
    let client: HttpClient;
    let digits: DigitImages;

    beforeAll(async () => {
      digits = readMnist(data as string, 'test');
      system = await LaunchedSystem.start();
      client = new HttpClient(system);
    });
    afterAll(() => system?.stop());

    it('reads a page of 600 MNIST test digits with at most 3 % errors', async () => {
      const { gray, lines } = drawDigitPage(digits, { first: 0, rows: 20, columns: 30 });
      const receipt = await client.upload([{ name: 'digits.png', bytes: await encodeGrayPng(gray) }]);
      const batch = await client.finished(receipt.id);
      expect(batch.status).toBe('done');
      const read = (await client.text(batch.documents[0].id)).split('\n').map((line) => line.replace(/[\s?]/g, ''));
      expect(read).toHaveLength(lines.length);
      const errors = lines.reduce((sum, line, index) => sum + editDistance(line, read[index]), 0);
      console.log(`600 digits on one page: ${errors} errors (${((errors / 600) * 100).toFixed(2)} %)`);
      expect(errors / 600).toBeLessThanOrEqual(MAX_ERRORS);
    });

    it('reads 200 single digits, half of them white on black, with at most 3 % errors', async () => {
      const count = 200;
      const files = await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const ink = digits.images.subarray(index * 784, index * 784 + 784);
          const gray = index % 2 === 0 ? ink.map((value) => 255 - value) : Uint8Array.from(ink);
          return { name: `digit-${index}.png`, bytes: await encodeGrayPng({ width: 28, height: 28, data: gray }) };
        }),
      );
      const receipt = await client.upload(files);
      const batch = await client.finished(receipt.id);
      expect(batch.counts).toMatchObject({ files: count, accepted: count, pagesDone: count });
      const wrong: string[] = [];
      for (const [index, file] of receipt.files.entries()) {
        const text = (await client.text(file.documentId as string)).replace(/[\s?]/g, '');
        if (text !== String(digits.labels[index])) wrong.push(`${digits.labels[index]} read as "${text}"`);
      }
      console.log(`200 single digits: ${wrong.length} wrong (${wrong.join(', ')})`);
      expect(wrong.length / count).toBeLessThanOrEqual(MAX_ERRORS);
    });
  },
);
