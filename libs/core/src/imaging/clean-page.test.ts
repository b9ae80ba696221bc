import { describe, expect, test } from 'vitest';
import { applyMap } from '../page/plane-map.js';
import { type CleanPage, cleanPage } from './clean-page.js';
import { invertGray } from './gray-image.js';
import { blankPage, drawStroke, fillRect } from './testing/draw.js';
import { seededRandom } from '../seeded-random.js';

/** Middle of the ink in pixels of the original. */
function middleOfInk({ ink, toOriginal }: CleanPage): { x: number; y: number; pixels: number } {
  let [x, y, pixels] = [0, 0, 0];
  ink.data.forEach((isInk, i) => {
    if (!isInk) return;
    x += (i % ink.width) + 0.5;
    y += Math.floor(i / ink.width) + 0.5;
    pixels += 1;
  });
  return { ...applyMap(toOriginal, { x: x / pixels, y: y / pixels }), pixels };
}

function writtenPage(degrees: number, width = 1100, height = 1400) {
  const page = blankPage(width, height, 225);
  const random = seededRandom(4);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let y = 250; y < height - 200; y += 70) {
    for (let x = 150; x < width - 150; x += 16 + random() * 14) {
      const base = y + (x - width / 2) * slope;
      drawStroke(page, [x, base], [x + 8 * random(), base - 18 - 8 * random()], { thickness: 5, level: 60 });
    }
  }
  return page;
}

describe('cleanPage', () => {
  test('keeps an upright page in place', () => {
    const page = writtenPage(0);
    const clean = cleanPage(page);
    expect(clean).toMatchObject({
      skewDegrees: 0,
      isInverted: false,
      widthPx: 1100,
      heightPx: 1400,
      toOriginal: [1, 0, 0, 1, 0, 0],
    });
    const drawn = page.data.filter((level) => level < 128).length;
    expect(middleOfInk(clean).pixels / drawn).toBeCloseTo(1, 1);
    expect(Math.abs(clean.strokeWidthPx - 5)).toBeLessThanOrEqual(1);
  });

  test.each([-7.5, 2.3, 12])('takes a turn of %f degrees out and knows the way back', (degrees) => {
    const upright = middleOfInk(cleanPage(writtenPage(0)));
    const clean = cleanPage(writtenPage(degrees));
    expect(Math.abs(clean.skewDegrees - degrees)).toBeLessThanOrEqual(0.25);
    // The writing is symmetric about the middle of the page, so turning it about that middle leaves
    // its middle in place.
    const { x, y } = middleOfInk(clean);
    expect(Math.abs(x - upright.x)).toBeLessThan(3);
    expect(Math.abs(y - upright.y)).toBeLessThan(3);
  });

  test('chalk on a board reads like ink on paper', () => {
    const ink = cleanPage(writtenPage(0));
    const chalk = cleanPage(invertGray(writtenPage(0)));
    expect(chalk.isInverted).toBe(true);
    expect(middleOfInk(chalk).pixels / middleOfInk(ink).pixels).toBeCloseTo(1, 1);
  });

  test('finds faint pencil, and nothing on empty paper with grain', () => {
    const random = seededRandom(8);
    const grain = () => Math.round((random() - 0.5) * 12);
    const faint = blankPage(1100, 1400, 230);
    for (let y = 300; y < 1200; y += 90)
      for (let x = 200; x < 900; x += 25) fillRect(faint, { x, y, width: 4, height: 30 }, 185);
    const strokes = faint.data.filter((level) => level === 185).length;
    faint.data.forEach((level, i) => {
      faint.data[i] = level + grain();
    });
    expect(middleOfInk(cleanPage(faint)).pixels / strokes).toBeCloseTo(1, 0);
    const empty = blankPage(1100, 1400, 230);
    empty.data.forEach((level, i) => {
      empty.data[i] = level + grain();
    });
    expect(cleanPage(empty).ink.data.includes(1)).toBe(false);
  });

  test('works on a half of the size of a huge page, and maps back to all of it', () => {
    const page = blankPage(5000, 4400);
    fillRect(page, { x: 3000, y: 2000, width: 40, height: 200 });
    const clean = cleanPage(page);
    expect([clean.gray.width, clean.gray.height]).toEqual([2500, 2200]);
    const { x, y } = middleOfInk(clean);
    expect(x).toBeCloseTo(3020, 0);
    expect(y).toBeCloseTo(2100, 0);
  });

  test.each([
    ['thick strokes are worked on at half the size', 8, 2],
    ['small print keeps its size', 3, 1],
  ])('of a scan as fine as 300 dpi %s', (_, pen, factor) => {
    const page = blankPage(3400, 300);
    for (let x = 200; x < 3200; x += 60) fillRect(page, { x, y: 100, width: pen, height: 60 });
    const clean = cleanPage(page);
    expect([clean.gray.width, clean.gray.height]).toEqual([3400 / factor, 300 / factor]);
    const { x, y } = middleOfInk(clean);
    expect(x).toBeCloseTo(1670 + pen / 2, 0);
    expect(y).toBeCloseTo(130, 0);
  });

  test('enlarges a small picture and maps back to its pixels', () => {
    const picture = blankPage(28, 28, 0);
    fillRect(picture, { x: 12, y: 4, width: 4, height: 20 }, 255);
    const clean = cleanPage(picture);
    expect(clean).toMatchObject({ isInverted: true, gray: { width: 280, height: 280 } });
    const { x, y } = middleOfInk(clean);
    expect(x).toBeCloseTo(14, 1);
    expect(y).toBeCloseTo(14, 1);
  });
});
