import { fileURLToPath } from 'node:url';
import type { RecognisedPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { loadPageReader, type PageReader } from '@longhand/inference';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareNumbers } from './compare-numbers.js';

// Pages as people complained about: before numbers were guarded, 2.5 came as 25 and 120/80 as
// 135185, without any mark.
const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));
const pictures = (name: string) => fileURLToPath(new URL(`testing/${name}`, import.meta.url));
const prescription = fileURLToPath(new URL('../../../../samples/records/prescription.png', import.meta.url));

const pages: Record<string, string[]> = {
  'num-kalam.png': [
    'Born 23.08.1965',
    'Seen 3/4/12',
    'Dose 2.5 ml',
    'Take 0.25 mg',
    'Temp 37.8 C',
    'Visit 14:30',
    'INR 1.9 to 2.4',
    'Pulse 72, BP 135/85',
    'Weight 64.5 kg',
    'Due 01/11/1987',
  ],
  'numbers.png': [
    'Born 23.08.1965 seen 3/4/12',
    'Temp 38.6 BP 120/80 pulse 72',
    'Mrs O’Brien room 7b',
    'Dose 0.5 mg then 2.5 ml',
  ],
};

describe('pages with numbers', () => {
  let reader: PageReader;
  beforeAll(async () => {
    reader = await loadPageReader({ modelsDir, backend: 'auto', uncertainBelow: 0.8 });
  });
  afterAll(() => reader?.dispose());

  async function read(file: string): Promise<RecognisedPage> {
    const { gray } = await decodePage(file, 1, { maxPixels: 6e7, maxPages: 1, timeoutMs: 60_000 });
    const { segmented } = await reader.segment(gray);
    return reader.read(segmented);
  }

  const tokensOf = ({ words }: RecognisedPage['lines'][number]) =>
    words.map(({ text, uncertain }) => ({ text, isMarked: uncertain }));

  test.each(Object.entries(pages))('every number of %s is right or marked', async (name, lines) => {
    const page = await read(pictures(name));
    expect(page.lines).toHaveLength(lines.length);
    const compared = lines.flatMap((line, i) => compareNumbers(line, tokensOf(page.lines[i])));
    expect(compared.length).toBeGreaterThanOrEqual(8);
    for (const { truth, read: text, verdict, isMarked } of compared)
      expect([truth, text, verdict === 'right' || isMarked]).toEqual([truth, text, true]);
    // Marking everything would be easy.
    expect(compared.some(({ verdict, isMarked }) => verdict === 'right' && !isMarked)).toBe(true);
    const right = compared.filter(({ verdict }) => verdict === 'right').length;
    console.log(`${name}: ${right} of ${compared.length} numbers right`);
  });

  test('the gram of the sample prescription is right, or marked', async () => {
    const page = await read(prescription);
    const line = page.lines.find(({ words }) => words[0]?.text.startsWith('Paraceta'));
    if (!line) throw new Error('the line of the dose was not found');
    const [dose] = compareNumbers('Paracetamol 1 g', tokensOf(line));
    expect([dose.read, dose.verdict === 'right' || dose.isMarked]).toEqual([dose.read, true]);
  });
});
