import { describe, expect, test } from 'vitest';
import { type Blob, blobOfRuns } from '../blob.js';
import { detectorInput } from './detector-input.js';
import { findLearnedLines } from './find-learned-lines.js';
import { lineCourses } from './line-courses.js';
import type { LineMaps } from './line-maps.js';

const cell = 4;
const page = { width: 800, height: 400 };

/** Maps with cores (and rules) in the given boxes, all in pixels of the page. */
function mapsOf(cores: readonly [number, number, number, number][], rules: typeof cores = []): LineMaps {
  const [width, height] = [page.width / cell, page.height / cell];
  const map = (boxes: typeof cores): Float32Array => {
    const values = new Float32Array(width * height);
    for (const [left, top, right, bottom] of boxes)
      for (let y = top / cell; y < bottom / cell; y++)
        values.fill(0.9, y * width + left / cell, y * width + right / cell);
    return values;
  };
  return { width, height, cell, core: map(cores), border: map([]), ruled: map(rules) };
}

const box = (x: number, y: number, width: number, height: number): Blob =>
  blobOfRuns(Array.from({ length: height }, (_, i) => [y + i, x, x + width]).flat())!;
const letters = (y: number, height: number, from = 40, to = 760): Blob[] =>
  Array.from({ length: Math.floor((to - from) / 30) }, (_, i) => box(from + 30 * i, y, 20, height));

describe('findLearnedLines', () => {
  test('small print beside large writing keeps a line of its own', () => {
    const large = letters(100, 60);
    const small = letters(60, 12);
    const maps = mapsOf([
      [40, 60, 760, 72],
      [40, 120, 760, 160],
    ]);
    const lines = findLearnedLines([...large, ...small], page, 60, maps);
    expect(lines.map(({ blobs }) => blobs.length)).toEqual([small.length, large.length]);
    expect(lines.map(({ middleAt }) => Math.round(middleAt(400) / cell))).toEqual(
      [66 / cell, 140 / cell].map(Math.round),
    );
  });

  test('what lies on a ruled line and in no core is no ink of a line', () => {
    const writing = letters(100, 40);
    const rule = box(40, 180, 720, 3);
    const maps = mapsOf([[40, 110, 760, 140]], [[40, 176, 760, 184]]);
    expect(findLearnedLines([...writing, rule], page, 40, maps).flatMap(({ blobs }) => blobs)).not.toContain(rule);
    expect(findLearnedLines([...writing, box(40, 150, 300, 3)], page, 40, maps)[0].blobs).toHaveLength(
      writing.length + 1,
    );
  });

  test('a capital of straight strokes at the start of a line is no rule', () => {
    const writing = letters(100, 40, 100);
    const capital = box(60, 95, 30, 45);
    const maps = mapsOf([[100, 110, 760, 140]], [[56, 92, 96, 144]]);
    expect(findLearnedLines([capital, ...writing], page, 40, maps)[0].blobs).toContain(capital);
    const alone = box(60, 250, 30, 45);
    const ruledAlone = mapsOf([[100, 110, 760, 140]], [[56, 248, 96, 300]]);
    expect(findLearnedLines([alone, ...writing], page, 40, ruledAlone).flatMap(({ blobs }) => blobs)).not.toContain(
      alone,
    );
  });

  test('a tail that hangs into the next line is divided between the two', () => {
    const tail = box(300, 60, 6, 125);
    const maps = mapsOf([
      [40, 60, 760, 90],
      [40, 150, 760, 180],
    ]);
    const lines = findLearnedLines([...letters(60, 30), ...letters(150, 30), tail], page, 30, maps);
    expect(lines).toHaveLength(2);
    for (const [i, { blobs }] of lines.entries()) {
      const own = blobs.find(({ width }) => width === 6)!;
      expect([own.y, own.y + own.height]).toEqual(i === 0 ? [60, expect.any(Number)] : [expect.any(Number), 185]);
    }
  });

  test('writing that the network misses goes the classical way; a few specks do not', () => {
    const seen = letters(60, 30);
    const missed = letters(250, 30, 40, 500);
    const specks = [box(700, 360, 20, 20), box(740, 360, 20, 20)];
    const lines = findLearnedLines([...seen, ...missed, ...specks], page, 30, mapsOf([[40, 60, 760, 90]]));
    expect(lines.map(({ blobs }) => blobs.length)).toEqual([seen.length, missed.length]);
  });
});

test('courses need no ink: each has its place and the height of its writing', () => {
  const courses = lineCourses(
    mapsOf([
      [40, 40, 760, 60],
      [40, 100, 400, 140],
    ]),
  );
  const [first, second, ...others] = courses.toSorted((a, b) => a.trace.ys[0] - b.trace.ys[0]);
  expect(others).toEqual([]);
  expect(first.trace.ys[90] * cell).toBeCloseTo(48, 0);
  expect(second.textHeightPx / first.textHeightPx).toBeCloseTo(2, 5);
});

test('a page is shrunk to 704 pixels in steps of 16, shadow and faint ink evened out', () => {
  const [width, height] = [1408, 1000];
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const paper = 250 - Math.floor(x / 14);
    return y % 100 < 8 && x % 200 < 120 ? Math.round(paper * 0.6) : paper;
  });
  const input = detectorInput({ width, height, data });
  expect([input.width, input.height, input.factor]).toEqual([704, 512, 2]);
  const at = (x: number, y: number) => input.data[y * input.width + x];
  for (const x of [20, 320, 620]) {
    expect(at(x, 51)).toBeGreaterThan(230);
    expect(at(x, 75)).toBeLessThan(12);
  }
  expect(at(300, 511)).toBe(0);
});
