import {
  applyMap,
  type Box,
  type CleanPage,
  cleanPage,
  cornersOf,
  invertMap,
  mapBox,
  type PageLayout,
  type PlaneMap,
  rotateBack,
  segmentPage,
} from '@longhand/core';
import { describe, expect, test } from 'vitest';
import { drawGoldenPage, type GoldenLine, type GoldenText } from './draw-golden-page.js';

const letter: GoldenText = {
  font: 'handlee',
  lines: [
    'Dear Doctor Mason',
    'my mother takes three tablets',
    'every morning and one at night',
    'please send her the new form',
  ],
  width: 1500,
  height: 1100,
  sizePx: 64,
  pitchPx: 130,
  left: 150,
  firstBaseline: 280,
};
const ruled: GoldenText = {
  font: 'gochi-hand',
  lines: ['Patient 40817 ward 5', 'blood pressure 128 over 84', 'dose 250 mg at noon'],
  width: 1400,
  height: 900,
  sizePx: 68,
  pitchPx: 140,
  left: 140,
  firstBaseline: 260,
  ruleLevel: 150,
};
const slanted: GoldenText = { ...letter, font: 'patrick-hand' };

/** Where things lie on a page that was turned after it was drawn. */
function turned(lines: readonly GoldenLine[], toPage: PlaneMap): GoldenLine[] {
  const move = (box: Box) => mapBox(toPage, box);
  return lines.map((line) => ({
    ...line,
    box: move(line.box),
    words: line.words.map((word) => ({
      box: move(word.box),
      characters: word.characters.map((own) => ({ ...own, box: move(own.box) })),
    })),
  }));
}

/** The farthest that a side of one box lies from the same side of the other, in pixels. */
function farthest(a: Box, b: Box): number {
  const sides = ({ x, y, width, height }: Box) => [x, y, x + width, y + height];
  return Math.max(...sides(a).map((side, i) => Math.abs(side - sides(b)[i])));
}

/** Compares all boxes; a character is found when one of its word's windows has its box. */
function check(layout: PageLayout, truth: readonly GoldenLine[], within: number): void {
  expect(layout.lines).toHaveLength(truth.length);
  for (const [i, line] of truth.entries()) {
    const found = layout.lines[i];
    expect(farthest(found.box, line.box), `line ${i + 1}`).toBeLessThanOrEqual(within);
    expect(found.words).toHaveLength(line.words.length);
    for (const [k, word] of line.words.entries()) {
      const name = `line ${i + 1}, word ${k + 1}`;
      expect(farthest(found.words[k].box, word.box), name).toBeLessThanOrEqual(within);
      for (const { character, box } of word.characters) {
        const nearest = Math.min(...found.words[k].windows.map((window) => farthest(window.box, box)));
        expect(nearest, `${name}, ${character}`).toBeLessThanOrEqual(within);
      }
    }
  }
}

function cornersComeBack({ toOriginal, widthPx, heightPx }: CleanPage): void {
  const there = invertMap(toOriginal);
  for (const corner of cornersOf({ x: 0, y: 0, width: widthPx, height: heightPx })) {
    const back = applyMap(toOriginal, applyMap(there, corner));
    expect(Math.hypot(back.x - corner.x, back.y - corner.y)).toBeLessThan(1);
  }
}

describe('golden pages: every line, word and character where the font draws it', () => {
  test('a letter', async () => {
    const { gray, lines } = await drawGoldenPage(letter);
    const clean = cleanPage(gray);
    check(segmentPage(clean).layout, lines, 3);
    cornersComeBack(clean);
  });

  test('figures and words on ruled paper', async () => {
    const { gray, lines } = await drawGoldenPage(ruled);
    const clean = cleanPage(gray);
    check(segmentPage(clean).layout, lines, 3);
  });

  test('a page that is skewed', async () => {
    const { gray, lines } = await drawGoldenPage(slanted);
    const { gray: skewed, toSource } = rotateBack(gray, -3.3);
    const clean = cleanPage(skewed);
    expect(Math.abs(clean.skewDegrees - 3.3)).toBeLessThanOrEqual(0.2);
    check(segmentPage(clean).layout, turned(lines, invertMap(toSource)), 4);
    cornersComeBack(clean);
  });
});
