import { expect, test } from 'vitest';
import { loadFonts } from '../../render/render-lines.js';
import { caseRandom, drawBlank, drawPlate, drawTicks, drawWord } from './drawn-cases.js';
import { renderDrawn } from './evaluate-drawn-command.js';
import { drawOrder, orderKinds } from './drawn-orders.js';

const all = loadFonts();
const fonts = {
  hands: all.filter(({ entry }) => entry.kind === 'hand').slice(0, 6),
  prints: all.filter(({ entry }) => entry.kind === 'print'),
};
const darkIn = (
  page: { width: number; data: Uint8Array },
  box: { x: number; y: number; width: number; height: number },
) => {
  let dark = 0;
  for (let y = Math.ceil(box.y); y < box.y + box.height; y++)
    for (let x = Math.ceil(box.x); x < box.x + box.width; x++) if (page.data[y * page.width + x] < 128) dark += 1;
  return dark;
};

test('a seed draws the same pages again', () => {
  for (const draw of [drawTicks, drawWord, drawPlate]) {
    expect(draw(caseRandom(0, 3), fonts)).toEqual(draw(caseRandom(0, 3), fonts));
    expect(draw(caseRandom(0, 3), fonts)).not.toEqual(draw(caseRandom(0, 4), fonts));
  }
  expect(drawBlank(caseRandom(3, 0))).toEqual(drawBlank(caseRandom(3, 0)));
});

test.each(orderKinds)('%s: every line has its ink in its box, and turned text stands upright in its own', (kind) => {
  const { page, regions, isNote } = drawOrder(kind, caseRandom(1, 0), fonts);
  expect(regions).toHaveLength(2);
  for (const line of regions.flat()) expect(darkIn(page, line)).toBeGreaterThan(50);
  const [note] = regions[1];
  expect(note.height > note.width).toBe(kind === 'text turned by 90 degrees');
  expect(isNote).toBe(kind !== 'facing pages' && kind !== 'two columns');
});

test('the report tells wrong from marked', () => {
  const texts = { pictures: 20, right: 15, marked: 4, oneLine: 19 };
  const report = renderDrawn(
    {
      ticks: { pages: 20, boxes: 240, right: 239, marked: 2, missed: 1 },
      words: texts,
      plates: texts,
      blank: { pages: 20, withoutWords: 20 },
      orders: [{ kind: 'two columns', pages: 8, linesTrue: 300, linesFound: 299, inOrder: 7 }],
    },
    '2026-01-02',
  );
  expect(report).toContain('15 read right, 4 wrong and marked, 1 wrong without a mark; one line found on 19');
  expect(report).toContain('| two columns | 8 | 299 of 300 | 7 |');
});
