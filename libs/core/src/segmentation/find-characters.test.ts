import { describe, expect, test } from 'vitest';
import { connectedComponents } from '../imaging/connected-components.js';
import type { GrayImage } from '../imaging/gray-image.js';
import { blankPage, drawRing, drawStroke, fillRect, inkOf } from '../imaging/testing/draw.js';
import { blobOf } from './blob.js';
import { findCharacters, type LineScale, type WordCut } from './find-characters.js';
import { placeBlobs } from './find-words.js';

/** Foot of the letters that are drawn here; small ones are 30 pixels high, strokes 5 thick. */
const base = 100;
const upright: LineScale = {
  xHeightPx: 30,
  strokeWidthPx: 5,
  slant: 0,
  y0: base,
  isDiscrete: false,
  maxPieces: 4,
};

/** The cut of all ink that `draw` leaves on a page, as one word. */
function cutOf(draw: (page: GrayImage) => void, scale: Partial<LineScale> = {}): WordCut {
  const page = blankPage(400, 160);
  draw(page);
  const set = connectedComponents(inkOf(page));
  const line = { ...upright, ...scale };
  const blobs = set.components.map((component) => blobOf(set, component));
  return findCharacters(placeBlobs(blobs, line.slant, line.y0), line);
}

const ring = (page: GrayImage, x: number) => drawRing(page, { x, y: base - 30, width: 26, height: 30 }, 5);
const stem = (page: GrayImage, x: number) => fillRect(page, { x, y: base - 30, width: 5, height: 30 });
/** The windows as `from-to`, in the order of the word. */
const spansOf = ({ windows }: WordCut) => windows.map(({ from, to }) => `${from}-${to}`);
const inkIn = ({ windows }: WordCut, span: string) =>
  windows
    .filter(({ from, to }) => `${from}-${to}` === span)
    .map(({ blobs }) => blobs.reduce((sum, { area }) => sum + area, 0))[0];

describe('separate letters', () => {
  test('are one piece each, and no window goes over the gap between two', () => {
    const cut = cutOf((page) => {
      for (const x of [100, 140, 180]) ring(page, x);
    });
    expect(cut.pieceCount).toBe(3);
    expect(spansOf(cut)).toEqual(['0-1', '1-2', '2-3']);
  });

  test('broken strokes that stand close may be one letter together', () => {
    const cut = cutOf((page) => {
      for (const x of [100, 110]) stem(page, x);
    });
    expect(cut.pieceCount).toBe(2);
    expect(spansOf(cut)).toEqual(['0-1', '0-2', '1-2']);
  });

  test('a window holds no more pieces than it may, unless they are all of what hangs together', () => {
    const strokes = (page: GrayImage) => {
      for (const x of [100, 109, 118]) stem(page, x);
    };
    expect(spansOf(cutOf(strokes))).toContain('0-3');
    expect(spansOf(cutOf(strokes, { maxPieces: 2 }))).toEqual(['0-1', '0-2', '1-2', '1-3', '2-3']);
  });
});

describe('joined letters', () => {
  /** Rings whose lower halves a stroke joins, as in running writing. */
  const joined = (page: GrayImage) => {
    for (const x of [100, 142, 184]) ring(page, x);
    drawStroke(page, [124, base - 8], [146, base - 8], { thickness: 4 });
    drawStroke(page, [166, base - 8], [188, base - 8], { thickness: 4 });
  };

  test('are cut between them at the least, and each letter is a window of its own', () => {
    const cut = cutOf(joined);
    expect(cut.pieceCount).toBeGreaterThanOrEqual(3);
    // Some run of pieces holds the ink of each ring: from 24 to 30 pixels wide, as high as it.
    for (const x of [100, 142, 184]) {
      const like = cut.windows.filter(({ blobs }) => {
        const left = Math.min(...blobs.map((blob) => blob.x));
        const right = Math.max(...blobs.map((blob) => blob.x + blob.width));
        return Math.abs(left - x) <= 10 && Math.abs(right - x - 26) <= 10;
      });
      expect(like.length, `a window around ${x}`).toBeGreaterThan(0);
    }
  });

  test('all pieces together have all of the ink', () => {
    const page = blankPage(400, 160);
    joined(page);
    const total = inkOf(page).data.reduce((sum, ink) => sum + ink, 0);
    const cut = cutOf(joined);
    const pieces = Array.from({ length: cut.pieceCount }, (_, i) => inkIn(cut, `${i}-${i + 1}`));
    expect(pieces.reduce((sum, ink) => sum + ink, 0)).toBe(total);
  });

  test('where letters stand apart, ink as wide as one letter stays whole', () => {
    const gate = (page: GrayImage) => {
      for (const x of [100, 135]) stem(page, x);
      fillRect(page, { x: 100, y: base - 30, width: 40, height: 5 });
    };
    expect(cutOf(gate).pieceCount).toBe(2);
    expect(cutOf(gate, { isDiscrete: true }).pieceCount).toBe(1);
  });
});

describe('what stands above a letter', () => {
  test('a dot goes with the stem below it', () => {
    const cut = cutOf((page) => {
      stem(page, 100);
      fillRect(page, { x: 100, y: base - 44, width: 5, height: 6 });
      stem(page, 130);
    });
    expect(cut.pieceCount).toBe(2);
    expect(cut.windows[0].blobs).toHaveLength(2);
    expect(inkIn(cut, '0-1')).toBe(5 * 30 + 5 * 6);
  });

  test('so do the two dots of an umlaut', () => {
    const cut = cutOf((page) => {
      ring(page, 100);
      for (const x of [104, 117]) fillRect(page, { x, y: base - 42, width: 5, height: 6 });
    });
    expect(cut.pieceCount).toBe(1);
    expect(cut.windows[0].blobs).toHaveLength(3);
  });

  test('and an accent, even where it leans out beside the letter', () => {
    const above = cutOf((page) => {
      ring(page, 100);
      drawStroke(page, [110, base - 37], [120, base - 46], { thickness: 4 });
    });
    expect(above.pieceCount).toBe(1);
    const beside = cutOf((page) => {
      stem(page, 100);
      fillRect(page, { x: 107, y: base - 32, width: 12, height: 5 });
    });
    expect(beside.pieceCount).toBe(1);
    expect(beside.windows[0].blobs).toHaveLength(2);
  });

  test('the same mark at the foot is a sign of its own', () => {
    const cut = cutOf((page) => {
      stem(page, 100);
      fillRect(page, { x: 107, y: base - 5, width: 5, height: 5 });
    });
    expect(cut.pieceCount).toBe(2);
  });
});

test('an empty word has no pieces and no windows', () => {
  expect(findCharacters([], upright)).toEqual({ pieceCount: 0, windows: [] });
});

test('a rest of a ruled line, long and flat, is one piece', () => {
  const cut = cutOf((page) => fillRect(page, { x: 50, y: base, width: 300, height: 4 }));
  expect(cut.pieceCount).toBe(1);
  expect(spansOf(cut)).toEqual(['0-1']);
});
