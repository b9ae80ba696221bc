import { expect, test } from 'vitest';
import type { GlyphWindow, LayoutLine, LayoutWord, PageLayout } from '../page/page-layout.js';
import type { ReaderChoice } from '../page/page-layout.js';
import { chooseReading, planReading } from './choose-reading.js';
import { pageOfLines } from './page-of-lines.js';
import type { RecognisedLine } from './recognised-page.js';

/** A word whose pieces stand `pitch` px apart from `x` on, each 14 px wide and 20 px high. */
function wordOf(x: number, pieceCount: number, pitch: number): LayoutWord {
  const windows = Array.from({ length: pieceCount }, (_, i): GlyphWindow => {
    const box = { x: x + i * pitch, y: 80, width: 14, height: 20 };
    return { glyph: i, from: i, to: i + 1, box, heightInX: 1, bottomInX: 0 };
  });
  return { box: { x, y: 80, width: (pieceCount - 1) * pitch + 14, height: 20 }, pieceCount, windows };
}

const lineOf = (words: LayoutWord[]): LayoutLine => ({
  box: { x: 0, y: 70, width: 900, height: 40 },
  baseline: [
    { x: 0, y: 100 },
    { x: 900, y: 100 },
  ],
  xHeightPx: 20,
  words,
});

const layoutOf = (...lines: LayoutWord[][]): PageLayout => ({
  version: 1,
  widthPx: 1000,
  heightPx: 1000,
  skewDegrees: 0,
  isInverted: false,
  toOriginal: [1, 0, 0, 1, 0, 0],
  lines: lines.map(lineOf),
});

test('boxes and marks go to the glyph reader, running words to the line reader, the rest to both', () => {
  const boxes = [0, 1, 2, 3, 4, 5].map((i) => wordOf(50 + i * 30, 1, 0));
  const running = [wordOf(50, 6, 14), wordOf(200, 9, 14), wordOf(400, 5, 14)];
  const separated = [wordOf(50, 27, 20)];
  const mark = [wordOf(50, 1, 0)];
  const mixed = [wordOf(50, 3, 15), wordOf(150, 1, 0), wordOf(260, 4, 15)];
  expect(planReading(layoutOf(boxes, running, mark, mixed, separated))).toEqual([
    'glyphs',
    'line',
    'glyphs',
    'either',
    'either',
  ]);
});

const box = { x: 0, y: 0, width: 10, height: 10 };
function lineReading(text: string, confidence: number): RecognisedLine {
  const characters = Array.from(text, (character) => ({ character, box, confidence, uncertain: false }));
  const word = { text, markedText: text, box, confidence, uncertain: false, alternatives: [], characters };
  return { ...lineOf([]), words: text === '' ? [] : [word] };
}

test.each<[ReaderChoice, [string, number], [string, number], string]>([
  ['line', ['glyph', 0.9], ['line', 0.5], 'line'],
  ['glyphs', ['glyph', 0.5], ['line', 0.9], 'glyph'],
  ['either', ['glyph', 0.6], ['line', 0.9], 'line'],
  ['either', ['glyph', 0.9], ['line', 0.6], 'glyph'],
  ['line', ['glyph', 0.3], ['', 1], 'glyph'],
  ['glyphs', ['', 1], ['line', 0.3], 'line'],
])('for "%s" of %j and %j takes %s', (reader, byGlyphs, byLine, text) => {
  const glyphs = pageOfLines([lineReading(...byGlyphs)]);
  const lines = pageOfLines([lineReading(...byLine)]);
  const page = chooseReading({ layout: layoutOf([]), glyphs, lines, plan: [reader] });
  expect(page.text).toBe(text);
  expect(page.confidence).toBe(text === 'line' ? byLine[1] : byGlyphs[1]);
});

test('a doubtful line in which the line reader finds nothing is paper, whatever the glyph reader sees in it', () => {
  const layout = layoutOf([wordOf(50, 1, 0)]);
  const stained: PageLayout = { ...layout, lines: [{ ...layout.lines[0], isDoubtful: true }] };
  expect(planReading(stained)).toEqual(['either']);
  const [glyphs, nothing, letter] = ['O', '', '8'].map((text) => pageOfLines([lineReading(text, 0.9)]));
  expect(chooseReading({ layout: stained, glyphs, lines: nothing, plan: ['either'] }).text).toBe('');
  expect(chooseReading({ layout: stained, glyphs, lines: letter, plan: ['either'] }).text).not.toBe('');
  expect(chooseReading({ layout, glyphs, lines: nothing, plan: ['either'] }).text).toBe('O');
});
