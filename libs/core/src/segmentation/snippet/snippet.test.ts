import { describe, expect, test } from 'vitest';
import { cleanPage } from '../../imaging/clean-page.js';
import type { GrayImage } from '../../imaging/gray-image.js';
import { blankPage, drawRing, drawStroke, fillRect } from '../../imaging/testing/draw.js';
import { seededRandom } from '../../seeded-random.js';
import { segmentPage } from '../segment-page.js';

/** Slanting letters with tall stems and tails, the line's foot at `base`. */
function drawLine(page: GrayImage, base: number, size: number, slope = 0): void {
  const random = seededRandom(3);
  for (let x = size; x < page.width - 2 * size; x += size * (0.7 + 0.3 * random())) {
    const foot = base + slope * x;
    const tall = random() < 0.3 ? 2 : 1;
    const tail = random() < 0.2 ? size * 0.8 : 0;
    drawStroke(page, [x - tail * 0.4, foot + tail], [x + 0.4 * size * tall, foot - size * tall], {
      thickness: size / 9,
      level: 40,
    });
    drawRing(page, { x: x - size * 0.4, y: foot - size, width: size * 0.5, height: size }, size / 9);
  }
}

const inkOf = (page: GrayImage): number => page.data.filter((level) => level < 128).length;
const seen = (page: GrayImage) => {
  const clean = cleanPage(page);
  return { clean, ...segmentPage(clean) };
};

describe('a line alone on its picture', () => {
  test.each([
    { name: 'a crop as a reader gets it', width: 720, height: 64, base: 42, size: 20 },
    { name: 'a large photo of a label', width: 2400, height: 260, base: 165, size: 75 },
    { name: 'a word', width: 260, height: 90, base: 62, size: 30 },
  ])('$name: one line with all of its ink, not turned', ({ width, height, base, size }) => {
    const page = blankPage(width, height, 215);
    drawLine(page, base, size);
    const { clean, layout, strips } = seen(page);
    expect(clean).toMatchObject({ isSnippet: true, skewDegrees: 0, toOriginal: [1, 0, 0, 1, 0, 0] });
    expect(layout.lines).toHaveLength(1);
    expect(clean.ink.data.reduce((sum, ink) => sum + ink, 0) / inkOf(page)).toBeGreaterThan(0.95);
    const [strip] = strips;
    const scale = layout.lines[0].box.height / strip.height;
    expect(inkOf(strip) * scale * scale * 1.5).toBeGreaterThan(inkOf(page));
  });

  test('a line that climbs is followed, so that its strip is level', () => {
    const page = blankPage(900, 150, 215);
    drawLine(page, 65, 26, 0.06);
    const [a, b] = seen(page).layout.lines[0].baseline;
    expect(Math.abs((b.y - a.y) / (b.x - a.x) - 0.06)).toBeLessThan(0.02);
  });

  test('rests of the lines above and below are not seen', () => {
    const page = blankPage(900, 110, 215);
    drawLine(page, 70, 26);
    const alone = seen(page);
    for (let x = 40; x < 860; x += 60) fillRect(page, { x, y: 0, width: 20, height: 3 }, 40);
    const { layout, strips } = seen(page);
    expect(layout.lines).toHaveLength(1);
    expect(layout.lines[0].box.y).toBeGreaterThan(3);
    expect(Math.abs(inkOf(strips[0]) / inkOf(alone.strips[0]) - 1)).toBeLessThan(0.02);
  });

  test('two lines stay two, and a page stays a page', () => {
    const pair = blankPage(900, 200, 215);
    drawLine(pair, 75, 26);
    drawLine(pair, 165, 26);
    expect(seen(pair).layout.lines).toHaveLength(2);
    const page = blankPage(900, 1200, 215);
    for (let row = 0; row < 10; row++) drawLine(page, 150 + 100 * row, 26);
    expect(seen(page)).toMatchObject({ clean: { isSnippet: false }, layout: { lines: { length: 10 } } });
  });
});
