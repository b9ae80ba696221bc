import { expect, test } from 'vitest';
import type { LayoutLine, LayoutSign, PageLayout } from '../page/page-layout.js';
import { pageOfLines } from './page-of-lines.js';
import type { RecognisedWord } from './recognised-page.js';
import { withSigns } from './with-signs.js';

const boxAt = (x: number) => ({ x, y: 0, width: 30, height: 30 });
const word = (text: string, x: number): RecognisedWord => ({
  text,
  markedText: text,
  box: boxAt(x),
  confidence: 0.9,
  uncertain: false,
  alternatives: [],
  characters: [],
});
const sign = (text: LayoutSign['sign'], x: number, isUnsure = false): LayoutSign => ({
  sign: text,
  box: boxAt(x),
  isUnsure,
});
const baseline: LayoutLine['baseline'] = [
  { x: 0, y: 30 },
  { x: 500, y: 30 },
];

function read(signs: LayoutSign[], words: RecognisedWord[]) {
  const box = { x: 0, y: 0, width: 500, height: 30 };
  const layout: PageLayout = {
    version: 1,
    widthPx: 500,
    heightPx: 500,
    skewDegrees: 0,
    isInverted: false,
    toOriginal: [1, 0, 0, 1, 0, 0],
    lines: [{ box, baseline, xHeightPx: 20, words: [], signs }],
  };
  return withSigns(pageOfLines([{ box, baseline, words }]), layout);
}

test('boxes stand among the words where they stand on the page, also where there are no words', () => {
  const words = [word('Smoker', 0), word('yes', 200), word('no', 400)];
  expect(read([sign('☒', 150), sign('☐', 350)], words).text).toBe('Smoker ☒ yes ☐ no');
  expect(read([sign('☐', 10), sign('☒', 80)], []).text).toBe('☐ ☒');
});

test('a sure box is nothing else; one with a speck in it is marked, and may be the other', () => {
  const [sure, unsure] = read([sign('☒', 10), sign('☐', 80, true)], []).lines[0].words;
  expect(sure).toMatchObject({ uncertain: false, alternatives: [] });
  expect(unsure).toMatchObject({ uncertain: true, alternatives: [{ text: '☒' }] });
});
