import { fileURLToPath } from 'node:url';
import { decodePage } from '@longhand/image-io';
import { loadPageReader, type PageReader } from '@longhand/inference';
import { afterAll, beforeAll, expect, test } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
let reader: PageReader;
beforeAll(async () => {
  reader = await loadPageReader({ modelsDir: at('../../../models'), uncertainBelow: 0.5 });
});
afterAll(() => reader.dispose());

/** The page's text, each line on its own, as the workers read it. */
async function linesOf(name: string): Promise<string[]> {
  const limits = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
  const { gray } = await decodePage(at(`testing/${name}`), 1, limits);
  const { segmented } = await reader.segment(gray);
  const { lines } = await reader.read(segmented);
  return lines.map(({ words }) => words.map(({ text }) => text).join(' '));
}

test('of facing pages the left one is read whole, then the right one', async () => {
  const lines = await linesOf('facing.png');
  expect(lines.map((line) => line.split(' ')[0].toLowerCase())).toEqual([
    'left',
    'insulin',
    'left',
    'right',
    'metformin',
    'right',
  ]);
});

test('of a form in two columns each is read whole', async () => {
  const text = (await linesOf('form2col.png')).join(' ').toLowerCase();
  const places = ['surname', 'larkin', 'date', 'allergies', 'first name', 'civic', 'doctor', 'pym'].map((word) =>
    text.indexOf(word),
  );
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
