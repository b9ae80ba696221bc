import { expect, test } from 'vitest';
import { blankPage, fillRect } from '../imaging/testing/draw.js';
import { type Blob, blobOfRuns } from './blob.js';
import type { InkLine } from './ink-line.js';
import { measureLine } from './measure-line.js';
import { withoutStains } from './without-stains.js';

const page = blankPage(1000, 600);

/** Marks of one darkness in a row, drawn on the page. */
function lineOf(y: number, marks: readonly [x: number, width: number, height: number][], darkness = 200): InkLine {
  const blobs = marks.map(([x, width, height]): Blob => {
    fillRect(page, { x, y, width, height }, 255 - darkness);
    return blobOfRuns(Array.from({ length: height }, (_, i) => [y + i, x, x + width]).flat())!;
  });
  return { blobs, middleAt: () => y + marks[0][2] / 2 };
}

const letters = (count: number): [number, number, number][] =>
  Array.from({ length: count }, (_, i) => [100 + 20 * i, 8, 20]);
const withCertainty = (line: InkLine, certainty: number): InkLine => ({
  ...line,
  course: { trace: { from: 0, ys: [0], weight: 0 }, textHeightPx: 40, reach: 1, aside: 0, certainty },
});

test.each<[string, InkLine, 'kept' | 'doubtful' | 'gone']>([
  ['a line of writing', lineOf(40, letters(12)), 'kept'],
  [
    'specks far from each other',
    lineOf(
      90,
      [80, 300, 520, 700, 900].map((x) => [x, 5, 8]),
    ),
    'gone',
  ],
  [
    'a few faint strokes that shine through',
    lineOf(
      130,
      [100, 240, 350, 500].map((x) => [x, 12, 20]),
      90,
    ),
    'gone',
  ],
  ['a line of a light pencil', lineOf(180, letters(12), 110), 'kept'],
  ['one mark', lineOf(230, [[400, 12, 20]]), 'doubtful'],
  ['one mark that the detector is sure of', withCertainty(lineOf(280, [[400, 12, 20]]), 0.9), 'kept'],
  ['one mark that it is not sure of', withCertainty(lineOf(330, [[400, 12, 20]]), 0.55), 'doubtful'],
])('%s', (_, line, outcome) => {
  const others = [400, 450, 500].map((y) => lineOf(y, letters(30)));
  const kept = withoutStains(
    [line, ...others].map((one) => ({ line: one, measure: measureLine(one) })),
    page,
  );
  const own = kept.find((one) => one.line.blobs === line.blobs);
  expect(own ? (own.line.isDoubtful ? 'doubtful' : 'kept') : 'gone').toBe(outcome);
  expect(kept.length).toBeGreaterThanOrEqual(others.length);
});
