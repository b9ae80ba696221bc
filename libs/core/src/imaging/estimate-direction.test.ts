import { describe, expect, test } from 'vitest';
import { estimateDirection } from './estimate-direction.js';
import type { GrayImage } from './gray-image.js';
import { rotateBack } from './rotate.js';
import { blankPage, drawStroke, inkOf } from './testing/draw.js';
import { seededRandom } from '../seeded-random.js';

/** A few lines of a large hand that leans far to the right, long strokes among short ones. */
function slantingLetter(lines: number, seed: number): GrayImage {
  const [size, slant] = [90, 1.5];
  const page = blankPage(1400, 1800);
  const random = seededRandom(seed);
  for (let line = 0; line < lines; line++) {
    for (let x = 150; x < 1150; ) {
      const above = size * (random() < 0.4 ? 2.4 : 1);
      const below = random() < 0.3 ? size : 0;
      const base = 400 + line * size * 4 + (random() - 0.5) * size * 0.5;
      drawStroke(page, [x - below * slant, base + below], [x + above * slant, base - above], { thickness: 8 });
      x += size * (0.35 + 0.5 * random());
    }
  }
  return page;
}

/** Lines of short strokes that stand on their baselines. */
function plainPage(): GrayImage {
  const page = blankPage(1100, 1400);
  const random = seededRandom(4);
  for (let y = 250; y < 1200; y += 70)
    for (let x = 150; x < 950; x += 16 + random() * 14)
      drawStroke(page, [x, y], [x + 8, y - 18 - 8 * random()], { thickness: 5 });
  return page;
}

describe('the skew of a page', () => {
  const cases = [2, 3, 4].flatMap((lines) => [1, 2, 3].map((seed) => [lines, seed] as const));

  test.each(cases)('%i lines of a hand that leans are not turned by its strokes (hand %i)', (lines, seed) => {
    const { skewDegrees } = estimateDirection(inkOf(slantingLetter(lines, seed)));
    expect(Math.abs(skewDegrees)).toBeLessThanOrEqual(1);
  });

  test.each([-12, -5, 2, 8, 14])('the skew of a page turned by %i degrees is found', (degrees) => {
    const { skewDegrees } = estimateDirection(inkOf(rotateBack(plainPage(), -degrees).gray));
    expect(Math.abs(skewDegrees - degrees)).toBeLessThanOrEqual(0.2);
  });
});
