import { expect, test } from 'vitest';
import { blankPage, drawStroke, inkOf } from '../testing/draw.js';
import { seededRandom } from '../../seeded-random.js';
import { snippetHeight } from './snippet-height.js';

/**
 * Strokes of writing that stand on rules from edge to edge and hang together by them; `isOnItsSide`
 * lays the sheet on its side.
 */
function ruledSheet(isOnItsSide: boolean) {
  const [width, height] = isOnItsSide ? [1200, 900] : [900, 1200];
  const page = blankPage(width, height);
  const random = seededRandom(3);
  const at = (x: number, y: number): [number, number] => (isOnItsSide ? [y, x] : [x, y]);
  for (let y = 200; y < 1100; y += 150) {
    drawStroke(page, at(20, y), at(880, y), { thickness: 4 });
    for (let x = 100; x < 800; x += 20 + 20 * random())
      drawStroke(page, at(x, y), at(x + 10, y - 30 - 20 * random()), { thickness: 6 });
  }
  return inkOf(page);
}

test.each([false, true])(
  'a ruled sheet is a page, whatever hangs together by its rules (on its side: %s)',
  (isOnItsSide) => {
    expect(snippetHeight(ruledSheet(isOnItsSide))).toBeUndefined();
  },
);
