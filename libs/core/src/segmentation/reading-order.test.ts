import { describe, expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.js';
import { blobOfRuns } from './blob.js';
import type { InkLine } from './ink-line.js';
import { inReadingOrder } from './reading-order.js';

const height = 30;

interface Block {
  left: number;
  width: number;
  top: number;
  rows: number;
}

/** A line of writing, its middle at `y`. */
function lineAt(left: number, y: number, width: number): InkLine {
  const blobs = [blobOfRuns([y - height / 2, left, left + width, y + height / 2 - 1, left, left + width])!];
  return { blobs, middleAt: () => y };
}

/**
 * The lines of blocks as a person reads them: block after block, ragged at the right, as uneven as
 * writing.
 */
function written(blocks: readonly Block[], random: () => number): InkLine[] {
  return blocks.flatMap(({ left, width, top, rows }) =>
    Array.from({ length: rows }, (_, i) =>
      lineAt(
        Math.round(left + 0.5 * height * random()),
        Math.round(top + i * 2 * height + 0.5 * height * (random() - 0.5)),
        Math.round(width * (i === rows - 1 ? 0.5 : 0.75 + 0.2 * random())),
      ),
    ),
  );
}

const shuffled = (lines: readonly InkLine[], random: () => number): InkLine[] =>
  lines
    .map((line) => ({ line, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ line }) => line);

const layouts: Record<string, Block[]> = {
  'one column': [{ left: 80, width: 1500, top: 100, rows: 12 }],
  'facing pages': [
    { left: 80, width: 900, top: 100, rows: 9 },
    { left: 1150, width: 900, top: 110, rows: 7 },
  ],
  'a heading over two columns': [
    { left: 80, width: 1900, top: 60, rows: 1 },
    { left: 80, width: 850, top: 150, rows: 8 },
    { left: 1050, width: 850, top: 150, rows: 8 },
  ],
  'two columns, a line across, two columns': [
    { left: 80, width: 850, top: 100, rows: 5 },
    { left: 1050, width: 850, top: 100, rows: 5 },
    { left: 80, width: 1900, top: 450, rows: 1 },
    { left: 80, width: 850, top: 540, rows: 5 },
    { left: 1050, width: 850, top: 540, rows: 4 },
  ],
  'three columns': [
    { left: 60, width: 550, top: 100, rows: 9 },
    { left: 720, width: 550, top: 120, rows: 8 },
    { left: 1380, width: 550, top: 90, rows: 9 },
  ],
  'a margin of notes': [
    { left: 40, width: 250, top: 200, rows: 4 },
    { left: 400, width: 1400, top: 100, rows: 10 },
  ],
};

describe('the reading order of 30 made-up pages', () => {
  for (const [name, blocks] of Object.entries(layouts))
    test.each([1, 2, 3, 4, 5])(`${name}, page %i`, (seed) => {
      const random = seededRandom(seed);
      const lines = written(blocks, random);
      const ordered = inReadingOrder(shuffled(lines, random), height);
      expect(ordered.map((line) => lines.indexOf(line))).toEqual(lines.map((_, i) => i));
    });
});

test('a date and a signature at the right of a letter stay in their rows', () => {
  const letter = written([{ left: 80, width: 1300, top: 200, rows: 8 }], seededRandom(9));
  const date = lineAt(1100, 120, 300);
  const signature = lineAt(1100, 720, 300);
  expect(inReadingOrder([signature, ...letter, date], height)).toEqual([date, ...letter, signature]);
});

test('two words and a number far apart in one row are read from left to right', () => {
  const row = [lineAt(80, 100, 200), lineAt(600, 104, 200), lineAt(1200, 98, 100)];
  expect(inReadingOrder(row.toReversed(), height)).toEqual(row);
});

test('ends of broken lines make no column', () => {
  const random = seededRandom(6);
  const halves = Array.from({ length: 8 }, (_, i) => {
    const [y, end] = [100 + 60 * i, 500 + Math.round(80 * random())];
    return [lineAt(80, y, end - 80), lineAt(end + 100 + Math.round(500 * random()), y, 300)];
  });
  expect(inReadingOrder(halves.flat().toReversed(), height)).toEqual(halves.flat());
});

test('labels and their answers are read row by row', () => {
  const rows = Array.from({ length: 4 }, (_, i) => {
    const y = 100 + 90 * i;
    return [lineAt(80, y, 140 + 20 * (i % 2)), lineAt(520, y + 2, 90), lineAt(900, y - 3, 60)];
  });
  expect(inReadingOrder(rows.flat().toReversed(), height)).toEqual(rows.flat());
});
