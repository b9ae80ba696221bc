import { expect, test } from 'vitest';
import { drawLabels, labelRules, LABELS } from './draw-labels.js';
import { baselineAt, type LineTruth } from './line-truth.js';

const size = { width: 64, height: 96, factor: 2 };
const line = (y: number, right = 120): LineTruth => ({
  baseline: [
    { x: 8, y },
    { x: right, y },
  ],
  left: 8,
  right,
  xHeightPx: 16,
});
/** The labels down a column of the maps; a cell is four pixels of the page. */
const columnOf = (labels: Uint8Array, x: number) => Array.from({ length: 48 }, (_, row) => labels[row * 32 + x]);
const rowsWith = (column: readonly number[], label: number) =>
  column.flatMap((value, row) => (value & label ? [row] : []));

test('a core reaches from the baseline to the height of small letters; between two lines there is a border', () => {
  const labels = drawLabels(size, [line(120), line(60)], []);
  const column = columnOf(labels, 10);
  expect(rowsWith(column, LABELS.core)).toEqual([11, 12, 13, 14, 26, 27, 28, 29]);
  const border = rowsWith(column, LABELS.border);
  expect(border.length).toBeGreaterThan(1);
  expect(border.every((row) => row > 16 && row < 25)).toBe(true);
  expect(columnOf(labels, 0).every((label) => label === 0)).toBe(true);
});

test('a border is drawn only beside both lines, and not across a wide gap', () => {
  const labels = drawLabels(size, [line(40, 60), line(84)], []);
  expect(rowsWith(columnOf(labels, 20), LABELS.border)).toEqual([]);
  expect(rowsWith(columnOf(drawLabels(size, [line(20), line(180)], []), 10), LABELS.border)).toEqual([]);
});

test('writing that nobody transcribed is unknown, but for the lines that are known', () => {
  const labels = drawLabels(size, [line(60)], [{ x: 0, y: 40, width: 128, height: 60 }]);
  const column = columnOf(labels, 10);
  expect(rowsWith(column, LABELS.core)).toEqual([11, 12, 13, 14]);
  expect(rowsWith(column, LABELS.unknown)).toEqual([10, ...Array.from({ length: 10 }, (_, i) => 15 + i)]);
});

test('ruled is what was dark and was erased', () => {
  const labels = new Uint8Array(4 * 2);
  const before = new Uint8Array(8 * 4);
  before[2 * 8 + 3] = 200;
  before[6] = 200;
  const after = new Uint8Array(8 * 4);
  after[6] = 180;
  labelRules(labels, before, after, 8);
  expect([...labels]).toEqual([0, 0, 0, 0, 0, LABELS.ruled, 0, 0]);
});

test('a baseline of several points is followed between them and held level beyond', () => {
  const baseline = [
    { x: 0, y: 10 },
    { x: 100, y: 30 },
  ];
  expect([-5, 0, 50, 100, 200].map((x) => baselineAt(baseline, x))).toEqual([10, 10, 20, 30, 30]);
});
