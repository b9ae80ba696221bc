import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judgeReading } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { loadPageReader, type PageReader } from '@longhand/inference';
import { afterAll, beforeAll, expect, it } from 'vitest';

const testing = fileURLToPath(new URL('testing', import.meta.url));
const limits = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
/** Parts of pages drawn in fonts that the network never saw. */
const pictures = readdirSync(`${testing}/scripts`).sort();

let reader: PageReader;
beforeAll(async () => {
  const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));
  reader = await loadPageReader({ modelsDir, backend: 'onnxruntime', uncertainBelow: 0.9 });
});
afterAll(() => reader.dispose());

async function read(path: string) {
  const { gray } = await decodePage(`${testing}/${path}`, 1, limits);
  const { segmented, turn } = await reader.segment(gray);
  return { turn, ...(await reader.read(segmented)) };
}

it.each(pictures)('keeps the lines of %s without a made-up word, and says so', async (picture) => {
  const page = await read(`scripts/${picture}`);
  expect(page.turn).toBe(0);
  expect(page.lines.length).toBeGreaterThan(4);
  expect(page.text.trim()).toBe('');
  expect(page.confidence).toBeUndefined();
  expect(judgeReading(page)).toEqual(['page.other_script']);
  // On a page, headline scripts and Kannada and Telugu cannot be told from each other.
  const expected = /^(arab|hani|hebr|kore|taml|thai)/.exec(picture)?.[0] ?? 'zzzz';
  const scripts = page.lines.map(({ script }) => script?.toLowerCase());
  expect(scripts.filter((script) => script === expected).length).toBeGreaterThan(scripts.length / 2);
});

it.each(['facing.png', 'form2col.png'])('reads %s, which is Latin', async (picture) => {
  const page = await read(picture);
  expect(page.lines.filter(({ script }) => script !== undefined)).toEqual([]);
});
