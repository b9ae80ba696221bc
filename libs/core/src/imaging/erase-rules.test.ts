import { describe, expect, test } from 'vitest';
import { eraseRules } from './erase-rules.js';
import { blankPage, drawStroke, fillRect, inkOf } from './testing/draw.js';

/** Squared paper with soft rules 3 px thick every 40 px, and letters made of a stem and a bar. */
function squaredPage() {
  const page = blankPage(800, 800);
  // All soft rims before the first dark core, so that no rim cuts another rule.
  for (const [offsets, level] of [
    [[-1, 3], 200],
    [[0, 1, 2], 100],
  ] as const) {
    for (let at = 20; at < 800; at += 40) {
      for (const offset of offsets) {
        fillRect(page, { x: 0, y: at + offset, width: 800, height: 1 }, level);
        fillRect(page, { x: at + offset, y: 0, width: 1, height: 800 }, level);
      }
    }
  }
  const stems: [number, number][] = [];
  for (let y = 150; y < 700; y += 120) {
    for (let x = 110; x < 700; x += 65) {
      drawStroke(page, [x, y], [x + 4, y - 34], { thickness: 6, level: 0 });
      stems.push([x, y]);
    }
  }
  return { page, stems };
}

describe('eraseRules', () => {
  test('squared paper becomes white in the grey picture and in the ink, and every stroke stays', () => {
    const { page, stems } = squaredPage();
    const ink = inkOf(page);
    const before = ink.data.reduce((sum, value) => sum + value, 0);
    eraseRules(ink, page, 6);
    for (const [x, y] of stems) {
      expect(ink.data[(y - 2) * 800 + x]).toBe(1);
      expect(page.data[(y - 2) * 800 + x]).toBeLessThan(40);
    }
    // A corner without writing: rules, their crossings and their soft rims are gone.
    for (let y = 5; y < 95; y++) {
      for (let x = 5; x < 780; x++) {
        expect(ink.data[y * 800 + x]).toBe(0);
        expect(page.data[y * 800 + x]).toBe(255);
      }
    }
    expect(ink.data.reduce((sum, value) => sum + value, 0)).toBeLessThan(before / 3);
  });

  test('a single underline leaves the ink but not the grey picture', () => {
    const page = blankPage(800, 400);
    fillRect(page, { x: 60, y: 200, width: 680, height: 3 }, 60);
    drawStroke(page, [300, 196], [304, 160], { thickness: 6, level: 0 });
    const ink = inkOf(page);
    const gray = Uint8Array.from(page.data);
    eraseRules(ink, page, 6);
    expect(ink.data[201 * 800 + 100]).toBe(0);
    expect(page.data).toEqual(gray);
  });
});
