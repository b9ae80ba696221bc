import { describe, expect, test } from 'vitest';
import { glyphBytes, normaliseGlyph } from './normalise-glyph.js';
import { blankPage, fillRect } from './testing/draw.js';

const darkness = (width: number, height: number) => blankPage(width, height, 0);

function glyphOf(page: ReturnType<typeof darkness>): Uint8Array {
  const glyph = new Uint8Array(glyphBytes);
  normaliseGlyph(page, glyph);
  return glyph;
}

/** Columns or rows that hold ink of at least half the darkness. */
function span(glyph: Uint8Array, along: 'x' | 'y'): [number, number] {
  const places = [...glyph.keys()]
    .filter((i) => glyph[i] >= 128)
    .map((i) => (along === 'x' ? i % 28 : Math.floor(i / 28)));
  return [Math.min(...places), Math.max(...places)];
}

describe('normaliseGlyph', () => {
  test('a square fills all but a rim of two pixels', () => {
    const page = darkness(200, 150);
    fillRect(page, { x: 60, y: 40, width: 80, height: 80 }, 255);
    const glyph = glyphOf(page);
    expect([span(glyph, 'x'), span(glyph, 'y')]).toEqual([
      [2, 25],
      [2, 25],
    ]);
    expect(glyph[14 * 28 + 14]).toBe(255);
    expect([glyph[0], glyph[27], glyph[14 * 28]]).toEqual([0, 0, 0]);
  });

  test.each([
    [20, 80, 6],
    [80, 20, 6],
    [30, 120, 6],
    [9, 36, 6],
  ])('%i x %i keeps its aspect and is centred', (width, height, short) => {
    const page = darkness(200, 200);
    fillRect(page, { x: 13, y: 27, width, height }, 255);
    const [long, cross] = width > height ? (['x', 'y'] as const) : (['y', 'x'] as const);
    const glyph = glyphOf(page);
    expect(span(glyph, long)).toEqual([2, 25]);
    expect(span(glyph, cross)).toEqual([14 - short / 2, 13 + short / 2]);
  });

  test('place and size on the page make no difference', () => {
    const shapes = [1, 2, 5].map((scale) => {
      const page = darkness(60 * scale + 7, 60 * scale + 3);
      fillRect(page, { x: 5, y: 3, width: 8 * scale, height: 48 * scale }, 255);
      fillRect(page, { x: 5, y: 3 + 40 * scale, width: 32 * scale, height: 8 * scale }, 255);
      return glyphOf(page);
    });
    for (const shape of shapes.slice(1)) {
      const difference = shape.reduce((sum, level, i) => sum + Math.abs(level - shapes[0][i]), 0) / 255;
      expect(difference).toBeLessThan(6);
    }
  });

  test('edges are soft, and the darkest place is full ink', () => {
    const page = darkness(100, 100);
    fillRect(page, { x: 20, y: 20, width: 8, height: 60 }, 180);
    fillRect(page, { x: 20, y: 72, width: 50, height: 8 }, 180);
    const glyph = glyphOf(page);
    expect(Math.max(...glyph)).toBe(255);
    expect(glyph.filter((level) => level > 20 && level < 235).length).toBeGreaterThan(30);
  });

  test('writes 784 bytes at its offset, zeros without ink, and touches no others', () => {
    const target = new Uint8Array(3 * glyphBytes).fill(7);
    normaliseGlyph(darkness(30, 30), target, glyphBytes);
    expect([...new Set(target.subarray(glyphBytes, 2 * glyphBytes))]).toEqual([0]);
    expect([...new Set([...target.subarray(0, glyphBytes), ...target.subarray(2 * glyphBytes)])]).toEqual([7]);
  });
});
