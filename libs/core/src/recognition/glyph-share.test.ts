import { expect, test } from 'vitest';
import type { GlyphWindow, LayoutLine, PageLayout, ReaderChoice } from '../page/page-layout.js';
import { planReading } from './choose-reading.js';
import { glyphShareOf, packGlyphShare, planGlyphs } from './glyph-share.js';

const box = { x: 0, y: 0, width: 10, height: 10 };
const windowOf = (glyph: number): GlyphWindow => ({ glyph, from: 0, to: 1, box, heightInX: 1, bottomInX: 0 });
const lineOf = (...glyphs: number[]): LayoutLine => ({
  box,
  baseline: [
    { x: 0, y: 10 },
    { x: 10, y: 10 },
  ],
  xHeightPx: 5,
  words: [{ box, pieceCount: 1, windows: glyphs.map(windowOf) }],
});
const layout: PageLayout = {
  version: 1,
  widthPx: 100,
  heightPx: 100,
  skewDegrees: 0,
  isInverted: false,
  toOriginal: [1, 0, 0, 1, 0, 0],
  lines: [lineOf(0, 1), lineOf(2, 3), lineOf(4)],
};

test('the glyphs of lines that the line reader has alone are left out, the others are numbered again', () => {
  const share = glyphShareOf(layout, ['glyphs', 'line', 'either']);
  expect(share.from).toEqual([0, 1, 4]);
  expect(share.layout.lines.map(({ words }) => words.flatMap((w) => w.windows.map((x) => x.glyph)))).toEqual([
    [0, 1],
    [],
    [2],
  ]);
  const glyphs = Uint8Array.from({ length: 5 * 784 }, (_, i) => Math.floor(i / 784) + 1);
  const packed = packGlyphShare(share, glyphs);
  expect(packed).toHaveLength(3 * 784);
  expect([packed[0], packed[784], packed[2 * 784]]).toEqual([1, 2, 5]);
  expect(layout.lines[2].words[0].windows[0].glyph).toBe(4);
});

test('a page is stored with the glyphs that will be read alone, and reads as the whole page would', () => {
  const letters = Array.from({ length: 6 }, (_, i) => ({
    ...windowOf(i),
    from: i,
    to: i + 1,
    box: { ...box, x: 9 * i },
  }));
  const pair: GlyphWindow = { ...windowOf(6), from: 0, to: 2, box: { ...box, width: 19 } };
  const running: LayoutLine = { ...lineOf(), words: [{ box, pieceCount: 6, windows: [...letters, pair] }] };
  const whole: PageLayout = { ...layout, lines: [running, lineOf(7), { ...lineOf(8), isDoubtful: true }] };
  const wanted: ReaderChoice[] = ['line', 'glyphs', 'either'];
  expect(planReading(whole)).toEqual(wanted);

  const { from, layout: planned } = planGlyphs(whole);
  const stored: PageLayout = JSON.parse(JSON.stringify(planned));
  expect(from).toEqual([7, 8]);
  expect(planReading(stored)).toEqual(wanted);
  // Its single pieces tell where the characters of running writing stand.
  expect(stored.lines[0].words[0].windows).toEqual(letters.map(({ glyph: _, ...window }) => window));
  const shareOf = (page: PageLayout) => glyphShareOf(page, wanted).layout.lines.map(({ words }) => words);
  expect(shareOf(stored)).toEqual(shareOf(whole));
  expect(glyphShareOf(stored, wanted).from).toEqual([0, 1]);
});

test('a page that was stored for the line reader is not read glyph by glyph', () => {
  const { layout: stored } = planGlyphs({ ...layout, lines: [{ ...lineOf(0), reader: 'line' }] });
  expect(() => glyphShareOf(stored, ['glyphs'])).toThrow(expect.objectContaining({ code: 'recognition.mismatch' }));
});
