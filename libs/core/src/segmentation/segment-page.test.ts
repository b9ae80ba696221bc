import { describe, expect, test } from 'vitest';
import { cleanPage } from '../imaging/clean-page.js';
import { type GrayImage, invertGray } from '../imaging/gray-image.js';
import { blankPage, drawRing, drawStroke, fillRect, noisePage } from '../imaging/testing/draw.js';
import { seededRandom } from '../seeded-random.js';
import { overlapOfBoxes } from '../page/box.js';
import type { PageLayout } from '../page/page-layout.js';
import { segmentPage } from './segment-page.js';

const segment = (page: GrayImage) => segmentPage(cleanPage(page));
const piecesOf = (layout: PageLayout) => layout.lines.map((line) => line.words.map((word) => word.pieceCount));

/** A letter of height 30: a stem (with a dot above it when `dotted`) or a ring. */
function drawLetter(page: GrayImage, x: number, base: number, kind: 'stem' | 'ring' | 'dotted'): void {
  if (kind === 'ring') drawRing(page, { x, y: base - 30, width: 26, height: 30 }, 5);
  else fillRect(page, { x, y: base - 30, width: 6, height: 30 });
  if (kind === 'dotted') fillRect(page, { x, y: base - 46, width: 6, height: 7 });
}

/** Lines of words of letters, 8 px between letters and 30 px more between words. */
function drawText(
  page: GrayImage,
  lines: string[],
  { left = 100, top = 150, pitch = 90 }: { left?: number; top?: number; pitch?: number } = {},
): void {
  const kinds = { l: 'stem', o: 'ring', i: 'dotted' } as const;
  lines.forEach((text, row) => {
    let x = left;
    for (const letter of text) {
      if (letter === ' ') x += 30;
      else {
        drawLetter(page, x, top + row * pitch, kinds[letter as 'l' | 'o' | 'i']);
        x += letter === 'o' ? 34 : 14;
      }
    }
  });
}

describe('segmentPage', () => {
  test('finds lines, words and letters in reading order', () => {
    const page = blankPage(1200, 900);
    drawText(page, ['olo lloo ol', 'oo lolo', 'loooo']);
    const { layout, drawGlyphs, strips } = segment(page);
    const glyphs = drawGlyphs();
    expect(piecesOf(layout)).toEqual([[3, 4, 2], [2, 4], [5]]);
    expect(layout.lines[0].words[0].box).toEqual({ x: 100, y: 120, width: 74, height: 30 });
    expect(layout.lines.map(({ baseline }) => Math.round(baseline[0].y / 10) * 10)).toEqual([150, 240, 330]);
    for (const { xHeightPx } of layout.lines) expect(Math.abs(xHeightPx - 30)).toBeLessThanOrEqual(2);
    const windows = layout.lines.flatMap((line) => line.words.flatMap((word) => word.windows));
    expect(windows.map((w) => w.glyph)).toEqual(windows.map((_, i) => i));
    expect(glyphs).toHaveLength(windows.length * 784);
    expect(strips.map(({ line, height }) => [line, height])).toEqual([
      [0, 48],
      [1, 48],
      [2, 48],
    ]);
  });

  test('a dot belongs to its letter, and the bar of a 5 to its body', () => {
    const page = blankPage(900, 600);
    drawText(page, ['lil ioi']);
    const x = 310;
    drawStroke(page, [x, 122], [x, 135], { thickness: 5 });
    drawRing(page, { x: x - 4, y: 130, width: 24, height: 20 }, 5);
    drawStroke(page, [x + 9, 119], [x + 26, 117], { thickness: 4 });
    const { layout } = segment(page);
    expect(piecesOf(layout)).toEqual([[3, 3, 1]]);
    expect(layout.lines[0].words[0].windows.filter((w) => w.to - w.from === 1)[1].box).toMatchObject({
      y: 104,
      height: 46,
    });
  });

  test('joined letters are cut, and windows offer every likely reading', () => {
    const page = blankPage(1200, 500);
    drawText(page, ['olo ooo'], { left: 100, top: 250 });
    fillRect(page, { x: 115, y: 246, width: 42, height: 4 });
    const [word, other] = segment(page).layout.lines[0].words;
    expect(word.pieceCount).toBeGreaterThanOrEqual(3);
    expect(other.pieceCount).toBe(3);
    const chain = new Set(word.windows.filter((w) => w.to - w.from === 1).map((w) => w.from));
    expect([...chain]).toEqual(Array.from({ length: word.pieceCount }, (_, i) => i));
    expect(word.windows.some((w) => w.to - w.from === 2)).toBe(true);
    expect(word.windows.every((w) => w.to <= word.pieceCount && w.box.width <= word.box.width)).toBe(true);
  });

  test('heights and places are told against the line', () => {
    const page = blankPage(1200, 500);
    drawText(page, ['ooooooooo'], { left: 100, top: 250 });
    fillRect(page, { x: 420, y: 205, width: 6, height: 45 });
    fillRect(page, { x: 460, y: 220, width: 6, height: 45 });
    const windows = segment(page).layout.lines[0].words.flatMap((word) =>
      word.windows.filter((w) => w.to - w.from === 1),
    );
    const [ring, tall, tailed] = [windows[0], ...windows.slice(-2)];
    expect(ring.heightInX).toBeCloseTo(1, 0);
    expect(ring.bottomInX).toBeCloseTo(0, 0);
    expect(tall.heightInX).toBeGreaterThan(1.3);
    expect(tailed.bottomInX).toBeLessThan(-0.35);
  });

  test('letters in evenly spaced boxes make a word, an empty box parts two', () => {
    const page = blankPage(1400, 700);
    for (const [row, text] of ['looolol', 'ool lool'].entries()) {
      for (const [i, letter] of [...text].entries()) {
        if (letter !== ' ') drawLetter(page, 200 + i * 80, 200 + row * 150, letter === 'o' ? 'ring' : 'stem');
      }
    }
    expect(piecesOf(segment(page).layout)).toEqual([[7], [3, 4]]);
  });

  test('a page of figures on a grid gives one character for each, row by row', () => {
    const page = blankPage(1000, 800);
    for (let row = 0; row < 8; row++) {
      for (let column = 0; column < 12; column++)
        drawLetter(page, 60 + column * 60, 90 + row * 70, (row + column) % 3 ? 'ring' : 'stem');
    }
    const { layout } = segment(page);
    expect(layout.lines).toHaveLength(8);
    const boxes = layout.lines.flatMap((line) => line.words.flatMap((word) => word.windows.map((w) => w.box)));
    const cells = boxes.map((box) => [Math.floor((box.x - 55) / 60), Math.floor((box.y - 50) / 70)]);
    expect(cells).toEqual(Array.from({ length: 96 }, (_, i) => [i % 12, Math.floor(i / 12)]));
  });

  test.each([false, true])(
    'a lone figure of 28 x 28 px is one line, one word, one character (inverted: %s)',
    (isInverted) => {
      const page = blankPage(28, 28);
      drawStroke(page, [8, 6], [20, 6], { thickness: 3 });
      drawStroke(page, [20, 6], [11, 22], { thickness: 3 });
      const { layout, drawGlyphs } = segment(isInverted ? invertGray(page) : page);
      const glyphs = drawGlyphs();
      expect(piecesOf(layout)).toEqual([[1]]);
      expect(layout.isInverted).toBe(isInverted);
      expect(glyphs).toHaveLength(784);
      const { x, y, width, height } = layout.lines[0].words[0].box;
      for (const [found, drawn] of [
        [x, 6.5],
        [y, 4.5],
        [width, 15],
        [height, 19],
      ])
        expect(Math.abs(found - drawn)).toBeLessThan(1.2);
      expect(glyphs.subarray(0, 56).every((level) => level < 40)).toBe(true);
      expect(Math.max(...glyphs)).toBe(255);
    },
  );

  test('an empty page has no lines', () => {
    const { layout, drawGlyphs, strips } = segment(blankPage(800, 1000, 240));
    expect([layout.lines, drawGlyphs().length, strips]).toEqual([[], 0, []]);
  });

  test('a page of scribble stays within bounds', () => {
    const page = blankPage(2400, 3200);
    const random = seededRandom(2);
    for (let i = 0; i < 4000; i++) {
      const [x, y] = [random() * 2400, random() * 3200];
      drawStroke(page, [x, y], [x + (random() - 0.5) * 90, y + (random() - 0.5) * 60], { thickness: 3 });
    }
    for (const noisy of [page, noisePage(1500, 1500, 1)]) {
      const { drawGlyphs, strips } = segment(noisy);
      expect(drawGlyphs().length / 784).toBeLessThanOrEqual(24_000);
      expect(strips.reduce((sum, strip) => sum + strip.data.length, 0)).toBeLessThan(30_000_000);
    }
  });
});

describe('boxes lie on the ink of the original, however the page was turned, scaled or inverted', () => {
  const random = seededRandom(77);
  const cases = Array.from({ length: 12 }, (_, i) => ({
    degrees: Math.round((random() - 0.5) * 200) / 10,
    scale: [0.8, 1, 2.2][i % 3],
    isInverted: random() < 0.5,
  }));
  test.each(cases)('$degrees degrees, scale $scale, inverted $isInverted', ({ degrees, scale, isInverted }) => {
    const page = blankPage(Math.round(1500 * scale), Math.round(1300 * scale), 235);
    const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
    const place = (x: number, y: number): [number, number] => [
      scale * (750 + (x - 750) * cos - (y - 650) * sin),
      scale * (650 + (x - 750) * sin + (y - 650) * cos),
    ];
    const drawn: { x: number; y: number; width: number; height: number }[] = [];
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 14; column++) {
        const [x, y] = [320 + column * 60, 350 + row * 95];
        const ends = [place(x, y), place(x + 8, y - 34)];
        const thickness = 7 * scale;
        drawStroke(page, ends[0], ends[1], { thickness, level: 50 });
        const left = Math.min(ends[0][0], ends[1][0]) - thickness / 2;
        const top = Math.min(ends[0][1], ends[1][1]) - thickness / 2;
        const width = Math.abs(ends[0][0] - ends[1][0]) + thickness;
        drawn.push({ x: left, y: top, width, height: Math.abs(ends[0][1] - ends[1][1]) + thickness });
      }
    }
    const { layout } = segment(isInverted ? invertGray(page) : page);
    expect(layout.isInverted).toBe(isInverted);
    const boxes = layout.lines.flatMap((line) =>
      line.words.flatMap((word) => word.windows.filter((w) => w.to - w.from === 1)),
    );
    expect(boxes).toHaveLength(drawn.length);
    // A box that is turned back holds the turned stroke and a little more.
    for (const [i, { box }] of boxes.entries()) {
      expect(overlapOfBoxes(box, drawn[i])).toBeGreaterThan(Math.abs(degrees) < 1 ? 0.8 : 0.35);
      const [dx, dy] = [
        box.x + box.width / 2 - drawn[i].x - drawn[i].width / 2,
        box.y + box.height / 2 - drawn[i].y - drawn[i].height / 2,
      ];
      expect(Math.hypot(dx, dy)).toBeLessThan(2.5 * scale);
    }
  });
});
