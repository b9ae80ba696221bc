import type { LineReading } from '@longhand/core';
import { expect, test } from 'vitest';
import { chooseThreshold } from '../choose-threshold.js';
import { joinTokens } from '../join-tokens.js';
import { renderStrokes } from '../render-strokes.js';
import { renderLineAccuracy } from './accuracy-page.js';
import { measureSet } from './measure-set.js';
import { resampledRates } from './resampled-rates.js';
import { tallyLine } from './tally-line.js';
import { drawLines, worstLines } from './worst-lines.js';

/**
 * A reading whose words have the given other readings; characters are sure but for those after a
 * "~".
 */
function readingOf(marked: string, others: string[][] = [], greedyText?: string): LineReading {
  const text = marked.replaceAll('~', '');
  const words = marked.split(' ').map((word, i) => ({
    text: word.replaceAll('~', ''),
    confidence: 0.9,
    alternatives: (others[i] ?? []).map((own) => ({ text: own, probability: 0.01 })),
    characters: [...word.matchAll(/(~?)([^~])/g)].map(([, doubt, character]) => ({
      character,
      confidence: doubt ? 0.5 : 0.99,
      frame: 0,
    })),
    from: 0,
    to: 1,
  }));
  return { text, greedyText: greedyText ?? text, words };
}

test('a line is counted with accents and without, by first reading and by the first ten', () => {
  const reading = readingOf('ete ~fover at noon', [[], ['fever'], [], []], 'ete fovr');
  const rights = Array.from('etefoveratnoon', (_, i) => ![0, 2, 4].includes(i));
  const tally = tallyLine('été fever at noon', reading, { uncertainBelow: 0.8, rights });
  expect(tally).toMatchObject({ characters: 17, edits: 3, plainEdits: 1, words: 4, wordEdits: 2 });
  expect(tally).toMatchObject({ keywords: 3, greedyKeywords: 1, firstKeywords: 2, tenKeywords: 3 });
  expect(tally).toMatchObject({ charactersRead: 14, unmarked: 13, unmarkedWrong: 3 });
});

test('tokens are joined, and nothing else is', () => {
  expect(joinTokens("Mr . Gaitskell , the executive ' s 15 , 000 , 000")).toBe(
    "Mr. Gaitskell, the executive's 15,000,000",
  );
  expect(joinTokens("an 'inner' circle - two, three")).toBe("an 'inner' circle - two, three");
});

test('rates are of sums, and their intervals hold them and come again', () => {
  const lines = Array.from({ length: 200 }, (_, i) => ({ wrong: i % 10 === 0 ? 5 : 0, all: i % 2 === 0 ? 15 : 5 }));
  const rates = {
    errors: { above: 'wrong', below: 'all' },
    rest: { above: 'wrong', below: 'all', isRest: true },
  } as const;
  const { errors, rest } = resampledRates(lines, rates, { rounds: 300 });
  expect(errors.value).toBeCloseTo(100 / 2000, 9);
  expect(rest.value).toBeCloseTo(0.95, 9);
  expect(errors.interval[0]).toBeLessThan(0.045);
  expect(errors.interval[1]).toBeGreaterThan(0.055);
  expect(errors.interval[1]).toBeLessThan(0.09);
  expect(resampledRates(lines, rates, { rounds: 300 }).errors).toEqual(errors);
});

test('the threshold leaves as much unmarked as the wanted share of errors allows', () => {
  const claims = Array.from({ length: 100 }, (_, i) => ({ confidence: 1 - i / 100, isRight: i % 20 !== 19 || i > 60 }));
  // Wrong are the 20th, the 40th and the 60th.
  expect(chooseThreshold(claims, 0)).toBeCloseTo(0.82, 9);
  expect(chooseThreshold(claims, 0.04)).toBeCloseTo(0.01, 9);
  expect(chooseThreshold([{ confidence: 0.5, isRight: false }], 0.1)).toBe(1);
});

test('strokes become ink of a fixed height on paper', () => {
  const { width, height, data } = renderStrokes([
    [0, 0, 0, 100],
    [200, 50],
  ]);
  expect([width, height]).toEqual([116, 64]);
  expect(data[32 * width + 6]).toBeLessThan(60);
  expect(data[32 * width + 110]).toBeLessThan(60);
  expect(data[32 * width + 60]).toBe(235);
});

test('a set is measured, shown as a page, and its worst lines as a picture', async () => {
  const samples = [{ text: 'fever at noon' }, { text: 'no fever' }];
  const readings = [readingOf('fever at noon'), readingOf('na ~fover')];
  const { figures, tallies } = measureSet(samples, readings, 0.8);
  expect(figures.rates.cer.value).toBeCloseTo(2 / 21, 9);
  expect(figures.rates.marked.value).toBeCloseTo(1 / 18, 9);
  expect(figures.rates.wrongUnmarked.value).toBeCloseTo(2 / 17, 9);
  const page = renderLineAccuracy({
    command: 'longhand evaluate lines',
    date: '2026-01-02',
    machine: 'a machine',
    engine: 'an engine',
    model: 'a@1',
    language: 'none',
    uncertainBelow: 0.8,
    sets: [{ name: 'made up', title: 'made up', cpuMsPerLine: 3, ...figures }],
    numbers: [
      {
        name: 'made-up numbers',
        title: 'made up',
        numbers: 8,
        right: 5,
        wrongAndMarked: 2,
        wrongAndUnmarked: 1,
        cutButMarked: 1,
        marked: 4,
      },
    ],
  });
  expect(page).toContain('| made-up numbers | 8 | 5 (62.5) | 2 (25.0) | 1 (12.5) | 4 (50.0) | 1 (12.5) |');
  expect(page).toContain('| made up | 2 | 9.5 (0.0-25.0) | 9.5 (0.0-25.0) |');
  const strip = { width: 80, height: 200, data: new Uint8Array(16_000).fill(200) };
  const lines = samples.map(({ text }, i) => ({ strip, truth: text, read: readings[i].text, ...tallies[i] }));
  const [worst, ...rest] = worstLines([...lines, { ...lines[0], truth: 'a<b', edits: 13 }], 2);
  expect([worst.truth, rest.map(({ truth }) => truth)]).toEqual(['a<b', ['no fever']]);
  const svg = await drawLines([worst], 'title');
  expect(svg).toContain('a&lt;b');
  expect(svg).toContain('data:image/png;base64,iVBOR');
});
