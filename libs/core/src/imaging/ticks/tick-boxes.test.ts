import { describe, expect, test } from 'vitest';
import { applyMap } from '../../page/plane-map.js';
import { cleanPage } from '../clean-page.js';
import type { GrayImage } from '../gray-image.js';
import { seededRandom } from '../../seeded-random.js';
import { rotateBack } from '../rotate.js';
import { blankPage, drawRing, drawStroke, fillRect } from '../testing/draw.js';

type Kind = 'empty' | 'crossed' | 'ticked' | 'filled';
const kinds: readonly Kind[] = ['empty', 'crossed', 'ticked', 'filled'];
const perKind = 20;

interface DrawnBox {
  x: number;
  y: number;
  side: number;
  outline: number;
}

/** The printed outline, and what the pen did to it. */
function drawBox(page: GrayImage, { x, y, side, outline }: DrawnBox, kind: Kind, random: () => number): void {
  fillRect(page, { x, y, width: side, height: outline }, 30);
  fillRect(page, { x, y: y + side - outline, width: side, height: outline }, 30);
  fillRect(page, { x, y, width: outline, height: side }, 30);
  fillRect(page, { x: x + side - outline, y, width: outline, height: side }, 30);
  const over = (0.4 * random() - 0.2) * side;
  const at = (across: number, down: number): [number, number] => [x + across * side, y + down * side];
  if (kind === 'filled') fillRect(page, { x, y, width: side, height: side }, 50);
  if (kind === 'crossed') {
    drawStroke(page, [x - over, y - over], [x + side + over, y + side + over], { thickness: 4, level: 50 });
    drawStroke(page, [x + side + over, y - over], [x - over, y + side + over], { thickness: 4, level: 50 });
  }
  if (kind === 'ticked') {
    drawStroke(page, at(0.2, 0.5), at(0.45, 0.8), { thickness: 4, level: 50 });
    drawStroke(page, at(0.45, 0.8), at(1 + 0.3 * random(), -0.3 * random()), { thickness: 4, level: 50 });
  }
}

/** A word of upright, leaning and round letters. */
function drawWord(
  page: GrayImage,
  { left, foot, letters }: { left: number; foot: number; letters: number },
  random: () => number,
): void {
  for (let i = 0; i < letters; i++) {
    const x = left + 26 * i;
    if (random() < 0.5) drawRing(page, { x, y: foot - 24, width: 18, height: 24 }, 4);
    else drawStroke(page, [x + 4, foot], [x + 4 + 6 * random(), foot - 24 - 14 * random()], { thickness: 4 });
    if (random() < 0.3) drawStroke(page, [x + 2, foot - 24], [x + 16, foot - 24], { thickness: 4 });
  }
}

/** A form of 20 boxes of each kind with labels, in a mixed order. */
function drawForm(seed: number) {
  const random = seededRandom(seed);
  const page = blankPage(1500, 2400, 240);
  const drawn: (DrawnBox & { kind: Kind })[] = [];
  for (let row = 0; row < perKind; row++) {
    const top = 120 + 110 * row;
    const order = kinds.toSorted(() => random() - 0.5);
    for (const [column, kind] of order.entries()) {
      const side = Math.round(26 + 14 * random());
      const box = { x: 80 + 350 * column, y: top - side, side, outline: 2 + Math.round(random()) };
      drawBox(page, box, kind, random);
      drawWord(page, { left: box.x + 70, foot: top, letters: 3 + Math.floor(3 * random()) }, random);
      drawn.push({ ...box, kind });
    }
  }
  return { page, drawn };
}

test.each([0, 1.2])(
  'of 20 boxes of each kind on a page skewed by %d degrees all but one come out as they are',
  (skew) => {
    const { page, drawn } = drawForm(5);
    const turned = skew === 0 ? undefined : rotateBack(page, -skew);
    const { tickBoxes = [], toOriginal } = cleanPage(turned?.gray ?? page);
    const found = tickBoxes.map(({ sign, box }) => {
      const middle = applyMap(toOriginal, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
      return { sign, ...(turned ? applyMap(turned.toSource, middle) : middle) };
    });
    const wrong = drawn.filter(({ x, y, side, kind }) => {
      const own = found.find((one) => Math.hypot(one.x - x - side / 2, one.y - y - side / 2) < side / 3);
      return own?.sign !== (kind === 'empty' ? '☐' : '☒');
    });
    const count = kinds.map((kind) => wrong.filter((one) => one.kind === kind).length);
    expect(Math.max(...count), `wrong of ${kinds.join(', ')}: ${count.join(', ')}`).toBeLessThanOrEqual(1);
    expect(found.length).toBeLessThanOrEqual(drawn.length);
  },
);

describe('what looks like boxes to tick and is none', () => {
  const withText = (draw: (page: GrayImage, random: () => number) => void) => {
    const random = seededRandom(9);
    const page = blankPage(1500, 1000, 240);
    for (let row = 0; row < 6; row++) drawWord(page, { left: 100, foot: 120 + 110 * row, letters: 30 }, random);
    draw(page, random);
    return cleanPage(page).tickBoxes;
  };

  test('boxes that letters are written in, joined or apart', () => {
    const found = withText((page, random) => {
      for (let i = 0; i < 10; i++) {
        drawBox(page, { x: 200 + 40 * i, y: 760, side: 40, outline: 2 }, 'empty', random);
        drawBox(page, { x: 200 + 50 * i, y: 860, side: 40, outline: 2 }, i < 6 ? 'crossed' : 'empty', random);
      }
    });
    expect(found).toEqual([]);
  });

  test('the cells of a table, letters, and a lone square of ink', () => {
    const found = withText((page) => {
      for (let i = 0; i <= 5; i++) {
        fillRect(page, { x: 200 + 44 * i, y: 740, width: 3, height: 223 }, 30);
        fillRect(page, { x: 200, y: 740 + 44 * i, width: 223, height: 3 }, 30);
      }
      for (let i = 0; i < 5; i++) {
        fillRect(page, { x: 600 + 60 * i, y: 800, width: 5, height: 40 }, 30);
        for (const half of [0, 1]) drawRing(page, { x: 595 + 60 * i, y: 798 + 20 * half, width: 30, height: 23 }, 5);
      }
      fillRect(page, { x: 1200, y: 800, width: 34, height: 34 }, 30);
    });
    expect(found).toEqual([]);
  });
});
