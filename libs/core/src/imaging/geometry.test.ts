import { describe, expect, test } from 'vitest';
import { applyAffine, invertAffine } from '../page/affine.js';
import { estimateDirection } from './estimate-direction.js';
import { removeFrames } from './remove-frames.js';
import { removeRules } from './remove-rules.js';
import { rotateBack } from './rotate.js';
import { isLightOnDark } from './is-light-on-dark.js';
import { type BinaryImage, invertGray } from './gray-image.js';
import { blankPage, drawStroke, fillRect, inkOf, picture, rowsOf } from './testing/draw.js';
import { seededRandom } from '../seeded-random.js';

/** Rows of short strokes on lines turned clockwise by `degrees`. */
function writtenPage(degrees: number, width = 900, height = 1200) {
  const page = blankPage(width, height);
  const random = seededRandom(5);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let y = 200; y < height - 150; y += 60) {
    for (let x = 120; x < width - 120; x += 14 + random() * 12) {
      const base = y + (x - width / 2) * slope;
      drawStroke(page, [x, base], [x + 6 * random(), base - 14 - 8 * random()], { thickness: 4 });
    }
  }
  return page;
}

describe('estimateDirection', () => {
  test.each([-14.5, -8.3, -2, -0.4, 0, 0.7, 3.1, 11.9])('finds %f degrees', (degrees) => {
    expect(Math.abs(estimateDirection(inkOf(writtenPage(degrees))).skewDegrees - degrees)).toBeLessThanOrEqual(0.21);
  });

  test('is 0 where nothing has a direction', () => {
    expect(estimateDirection(inkOf(blankPage(800, 800))).skewDegrees).toBe(0);
    const dots = blankPage(800, 800);
    const random = seededRandom(9);
    for (let i = 0; i < 30; i++)
      fillRect(dots, { x: Math.floor(random() * 780), y: Math.floor(random() * 780), width: 5, height: 5 });
    expect(estimateDirection(inkOf(dots)).skewDegrees).toBe(0);
  });
});

describe('rotateBack', () => {
  test('a dot is where the map says it came from', () => {
    for (const degrees of [-12, -0.3, 4.7, 15]) {
      const page = blankPage(301, 207);
      fillRect(page, { x: 60, y: 150, width: 7, height: 7 });
      const { gray, toSource } = rotateBack(page, degrees);
      let [sumX, sumY, mass] = [0, 0, 0];
      gray.data.forEach((level, i) => {
        sumX += (255 - level) * ((i % gray.width) + 0.5);
        sumY += (255 - level) * (Math.floor(i / gray.width) + 0.5);
        mass += 255 - level;
      });
      const source = applyAffine(toSource, { x: sumX / mass, y: sumY / mass });
      expect(source.x).toBeCloseTo(63.5, 1);
      expect(source.y).toBeCloseTo(153.5, 1);
      expect(mass / 255).toBeCloseTo(49, 0);
    }
  });

  test('holds the whole sheet and turns its lines level', () => {
    const page = blankPage(300, 200);
    const { gray, toSource } = rotateBack(page, 10);
    const back = invertAffine(toSource);
    for (const [x, y] of [
      [0, 0],
      [300, 0],
      [0, 200],
      [300, 200],
    ]) {
      const corner = applyAffine(back, { x, y });
      expect(corner.x).toBeGreaterThan(-1);
      expect(corner.y).toBeGreaterThan(-1);
      expect(corner.x).toBeLessThan(gray.width + 1);
      expect(corner.y).toBeLessThan(gray.height + 1);
    }
    const slope = Math.tan((10 * Math.PI) / 180);
    const [a, b] = [50, 250].map((x) => applyAffine(back, { x, y: 80 + x * slope }));
    expect(a.y).toBeCloseTo(b.y, 6);
  });
});

/** Places where two pictures differ. */
function differences(a: BinaryImage, b: BinaryImage): string[] {
  return Array.from(a.data.keys())
    .filter((i) => a.data[i] !== b.data[i])
    .map((i) => `${i % a.width},${Math.floor(i / a.width)}`);
}

describe('rules', () => {
  test('go, and the strokes that cross and stand on them stay', () => {
    const page = blankPage(800, 300);
    for (const y of [100, 200]) fillRect(page, { x: 20, y, width: 760, height: 3 }, 60);
    fillRect(page, { x: 300, y: 60, width: 8, height: 80 });
    fillRect(page, { x: 500, y: 150, width: 8, height: 53 });
    const ink = inkOf(page);
    removeRules(ink, page, 8);
    const expected = blankPage(800, 300);
    fillRect(expected, { x: 300, y: 60, width: 8, height: 80 });
    fillRect(expected, { x: 500, y: 150, width: 8, height: 53 });
    expect(differences(ink, inkOf(expected))).toEqual([]);
  });

  test('broken and slightly sloping rules go, too; short and thick bars stay', () => {
    const page = blankPage(900, 200);
    for (let x = 0; x < 900; x++)
      if (x % 120 < 90) fillRect(page, { x, y: 100 + Math.floor(x / 300), width: 1, height: 2 });
    const bars = [
      { x: 100, y: 40, width: 70, height: 4 },
      { x: 400, y: 30, width: 300, height: 30 },
    ];
    for (const bar of bars) fillRect(page, bar);
    const ink = inkOf(page);
    removeRules(ink, page, 4);
    const expected = blankPage(900, 200);
    for (const bar of bars) fillRect(expected, bar);
    expect(differences(ink, inkOf(expected))).toEqual([]);
  });

  test('upright rules go, a row of figures 1 stays', () => {
    const page = blankPage(600, 800);
    fillRect(page, { x: 80, y: 0, width: 3, height: 800 });
    for (let y = 100; y < 700; y += 100) fillRect(page, { x: 300, y, width: 5, height: 60 });
    const ink = inkOf(page);
    removeRules(ink, page, 5);
    expect(ink.data.filter(Boolean)).toHaveLength(6 * 5 * 60);
  });
});

test('frames and combs go, what is written in them stays', () => {
  const page = blankPage(500, 200);
  const letters = blankPage(500, 200);
  for (let cell = 0; cell < 5; cell++) {
    for (const sheet of [page, letters])
      drawStroke(sheet, [50 + cell * 60, 50], [70 + cell * 60, 80], { thickness: 5 });
  }
  for (const y of [30, 98]) fillRect(page, { x: 30, y, width: 303, height: 3 });
  for (let cell = 0; cell <= 5; cell++) fillRect(page, { x: 30 + cell * 60, y: 30, width: 3, height: 70 });
  const ink = inkOf(page);
  removeFrames(ink, 5);
  expect(differences(ink, inkOf(letters))).toEqual([]);
  const ring = picture('.####.', '#....#', '#....#', '.####.');
  removeFrames(ring, 1);
  expect(rowsOf(ring)[1]).toBe('#....#');
});

describe('isLightOnDark', () => {
  test('tells chalk from ink, on pages and on pictures of one character', () => {
    const page = writtenPage(0);
    expect(isLightOnDark(page)).toBe(false);
    expect(isLightOnDark(invertGray(page))).toBe(true);
    const one = blankPage(28, 28);
    fillRect(one, { x: 8, y: 4, width: 12, height: 20 });
    expect(isLightOnDark(one)).toBe(false);
    expect(isLightOnDark(invertGray(one))).toBe(true);
  });

  test('a sheet on a dark table is no chalk on a board', () => {
    const page = blankPage(900, 900, 30);
    const sheet = writtenPage(0, 400, 500);
    for (let y = 0; y < 500; y++) page.data.set(sheet.data.subarray(y * 400, (y + 1) * 400), (y + 200) * 900 + 250);
    expect(isLightOnDark(page)).toBe(false);
  });

  test('an empty page is left as it is', () => {
    expect(isLightOnDark(blankPage(300, 300, 200))).toBe(false);
  });
});
