import { describe, expect, test } from 'vitest';
import { connectedComponents } from './connected-components.js';
import { despeckle } from './despeckle.js';
import { divideBackground } from './divide-background.js';
import type { GrayImage } from './gray-image.js';
import { localLevel } from './local-level.js';
import { medianFilter } from './median-filter.js';
import { enlargeGray, shrinkGray } from './resize-gray.js';
import { strokeWidthOf } from './stroke-width.js';
import { blankPage, drawStroke, fillRect, inkOf, noisePage, picture, rowsOf } from './testing/draw.js';
import { otsu, sauvola, thresholdAt } from './threshold.js';

const near = (gray: GrayImage, x: number, y: number): number =>
  gray.data[Math.min(gray.height - 1, Math.max(0, y)) * gray.width + Math.min(gray.width - 1, Math.max(0, x))];

describe('medianFilter', () => {
  test.each([
    [17, 11],
    [1, 1],
    [1, 5],
    [6, 1],
    [2, 2],
  ])('is the middle of nine on %i x %i of noise', (width, height) => {
    const noise = noisePage(width, height, 7);
    const expected = noise.data.map((_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const nine = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => near(noise, x + dx, y + dy)));
      return nine.sort((a, b) => a - b)[4];
    });
    expect(medianFilter(noise).data).toEqual(expected);
  });

  test('takes out salt and pepper and keeps an edge', () => {
    const page = blankPage(20, 20);
    fillRect(page, { x: 0, y: 10, width: 20, height: 10 });
    const clean = page.data.slice();
    page.data[4 * 20 + 5] = 0;
    page.data[15 * 20 + 9] = 255;
    expect(medianFilter(page).data).toEqual(clean);
  });
});

describe('resizing', () => {
  test('shrinks to the mean of each block, the rest at the edges alone', () => {
    const gray = { width: 3, height: 3, data: Uint8Array.from([0, 10, 50, 20, 30, 70, 90, 110, 200]) };
    expect(shrinkGray(gray, 2)).toEqual({ width: 2, height: 2, data: Uint8Array.from([15, 60, 100, 200]) });
  });

  test('enlarging and shrinking again gives back what is smooth', () => {
    const ramp = { width: 8, height: 4, data: Uint8Array.from({ length: 32 }, (_, i) => (i % 8) * 30) };
    const back = shrinkGray(enlargeGray(ramp, 5), 5);
    expect([back.width, back.height]).toEqual([8, 4]);
    for (let i = 0; i < 32; i++) {
      // The outermost columns are flattened by the edge.
      if (i % 8 > 0 && i % 8 < 7) expect(Math.abs(back.data[i] - ramp.data[i])).toBeLessThanOrEqual(1);
    }
  });
});

describe('thresholds', () => {
  test('otsu finds two levels and their means', () => {
    const page = blankPage(10, 10, 200);
    fillRect(page, { x: 0, y: 0, width: 10, height: 3 }, 60);
    const { level, inkMean, paperMean } = otsu(page);
    expect([inkMean, paperMean]).toEqual([60, 200]);
    expect(level).toBeGreaterThanOrEqual(60);
    expect(level).toBeLessThan(200);
    expect(thresholdAt(page, level).data.filter(Boolean)).toHaveLength(30);
  });

  test('sauvola equals its formula, windows cut off at the edges', () => {
    const noise = noisePage(23, 17, 3);
    const [radius, k] = [4, 0.3];
    const expected = noise.data.map((value, i) => {
      const [x, y] = [i % 23, Math.floor(i / 23)];
      const window: number[] = [];
      for (let wy = Math.max(0, y - radius); wy <= Math.min(16, y + radius); wy++) {
        for (let wx = Math.max(0, x - radius); wx <= Math.min(22, x + radius); wx++)
          window.push(noise.data[wy * 23 + wx]);
      }
      const mean = window.reduce((a, b) => a + b) / window.length;
      const deviation = Math.sqrt(window.reduce((sum, v) => sum + v * v, 0) / window.length - mean * mean);
      return value <= mean * (1 + k * (deviation / 128 - 1)) ? 1 : 0;
    });
    expect(sauvola(noise, radius, k).data).toEqual(expected);
  });

  test('sauvola finds a pen stroke under a shadow that a single level cannot', () => {
    const page = blankPage(400, 60);
    for (let x = 0; x < 400; x++) fillRect(page, { x, y: 0, width: 1, height: 60 }, 240 - Math.floor(x / 2));
    for (const x of [20, 370])
      for (let y = 20; y < 40; y++) for (let i = 0; i < 4; i++) page.data[y * 400 + x + i] *= 0.5;
    const ink = sauvola(page, 15, 0.25);
    expect(ink.data[30 * 400 + 21]).toBe(1);
    expect(ink.data[30 * 400 + 371]).toBe(1);
    expect(ink.data.filter(Boolean)).toHaveLength(160);
  });
});

test('dividing by the paper level makes a shadow white and keeps the ink', () => {
  const page = blankPage(300, 200);
  for (let x = 0; x < 300; x++) fillRect(page, { x, y: 0, width: 1, height: 200 }, 250 - Math.floor(x / 3));
  fillRect(page, { x: 40, y: 50, width: 6, height: 60 }, 40);
  fillRect(page, { x: 240, y: 50, width: 6, height: 60 }, 30);
  const even = divideBackground(page, localLevel(page, 5, 0.75, 6));
  for (const x of [10, 150, 290]) expect(even.data[100 * 300 + x]).toBeGreaterThan(238);
  for (const x of [42, 242]) expect(even.data[80 * 300 + x]).toBeLessThan(60);
});

describe('connected components', () => {
  test('join over corners and around holes, in reading order', () => {
    const { components } = connectedComponents(picture('##..#.#', '#.#.#.#', '##..###', '......#', '.#.....'));
    expect(components.map(({ x, y, width, height, area }) => [x, y, width, height, area])).toEqual([
      [0, 0, 3, 3, 6],
      [4, 0, 3, 4, 8],
      [1, 4, 1, 1, 1],
    ]);
  });

  test('partition the ink of noise as a flood fill does', () => {
    const ink = inkOf(noisePage(60, 40, 11));
    const { runs, components } = connectedComponents(ink);
    const label = new Int32Array(ink.data.length).fill(-1);
    components.forEach(({ firstRun, area }, i) => {
      let pixels = 0;
      for (let run = firstRun; run >= 0; run = runs.next[run]) {
        for (let x = runs.from[run]; x < runs.to[run]; x++) label[runs.y[run] * 60 + x] = i;
        pixels += runs.to[run] - runs.from[run];
      }
      expect(pixels).toBe(area);
    });
    for (let y = 0; y < 40; y++) {
      for (let x = 0; x < 60; x++) {
        expect(label[y * 60 + x] >= 0).toBe(ink.data[y * 60 + x] === 1);
        for (const [nx, ny] of [
          [x + 1, y],
          [x - 1, y + 1],
          [x, y + 1],
          [x + 1, y + 1],
        ]) {
          const isPair = nx >= 0 && nx < 60 && ny < 40 && ink.data[y * 60 + x] === 1 && ink.data[ny * 60 + nx] === 1;
          if (isPair) expect(label[ny * 60 + nx]).toBe(label[y * 60 + x]);
        }
      }
    }
    expect(components).toHaveLength(floodFillCount(ink.data, 60, 40));
  });
});

function floodFillCount(data: Uint8Array, width: number, height: number): number {
  const left = Uint8Array.from(data);
  let count = 0;
  for (let start = 0; start < left.length; start++) {
    if (!left[start]) continue;
    count += 1;
    const open = [start];
    while (open.length > 0) {
      const at = open.pop() ?? 0;
      if (!left[at]) continue;
      left[at] = 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) open.push(ny * width + nx);
      }
    }
  }
  return count;
}

test('despeckle removes what is smaller than the bound and nothing else', () => {
  const ink = picture('#....##', '.......', '...###.', '...#.#.');
  despeckle(ink, 3);
  expect(rowsOf(ink)).toEqual(['.......', '.......', '...###.', '...#.#.']);
});

test('the stroke width is that of the pen, whatever way most strokes run', () => {
  const upright = blankPage(200, 100);
  for (let x = 20; x < 180; x += 20) fillRect(upright, { x, y: 10, width: 5, height: 80 });
  expect(strokeWidthOf(inkOf(upright))).toBe(5);
  const slanting = blankPage(200, 100);
  for (let x = 20; x < 160; x += 30) drawStroke(slanting, [x, 90], [x + 20, 10], { thickness: 6 });
  expect(Math.abs(strokeWidthOf(inkOf(slanting)) - 6)).toBeLessThanOrEqual(1);
  expect(strokeWidthOf(inkOf(blankPage(20, 20)))).toBe(0);
});
