import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { darkShare, outcomeOf, sizesOf } from '../testing/outcome.js';

const read = (name: string): Buffer => readFileSync(new URL(`../../../../test/field/${name}`, import.meta.url));

/** Name, size of each page, warnings, parts of the page that hold writing. */
const cases: [string, [number, number][], string[], number[][]][] = [
  ['a3-600.tif', [[3565, 5048]], [], [[0.03, 0.02, 0.5, 0.2]]],
  ['fax-204x98.tif', [[1728, 974]], [], [[0.05, 0.1, 0.65, 0.6]]],
  ['aniso.png', [[1240, 700]], [], [[0.05, 0.1, 0.65, 0.6]]],
  ['noeoi.jpg', [[1240, 700]], ['page.end_missing'], [[0.05, 0.1, 0.65, 0.6]]],
  ['a4-600dpi-1px1pt.pdf', [[3567, 5045]], [], [[0.05, 0.02, 0.65, 0.3]]],
  ['microfilm-truesize.pdf', [[2002, 2826]], [], [[0.05, 0.02, 0.65, 0.3]]],
  [
    'fx-ap.pdf',
    [[2479, 1750]],
    [],
    [
      // The two answers, the tick and the stamp.
      [0.24, 0.11, 0.48, 0.16],
      [0.24, 0.2, 0.47, 0.26],
      [0.25, 0.31, 0.29, 0.35],
      [0.24, 0.39, 0.55, 0.45],
    ],
  ],
  ['junk2000.pdf', [[2479, 3508]], [], [[0.05, 0.02, 0.65, 0.3]]],
  // The cover sheet, and the scan that lies inside.
  [
    'portfolio.pdf',
    [
      [2479, 1750],
      [2479, 3508],
    ],
    [],
    [[0.05, 0.1, 0.75, 0.16]],
  ],
  ['ojpeg.tif', [[1240, 700]], [], [[0.05, 0.1, 0.65, 0.6]]],
  ['thumb-in-chain.tif', [[1240, 700]], [], [[0.05, 0.1, 0.65, 0.6]]],
];

test.each(cases)('%s', async (name, sizes, warnings, written) => {
  const outcome = await outcomeOf(read(name));
  expect(sizesOf(outcome)).toEqual(sizes);
  expect(outcome.pages[0].warnings).toEqual(warnings);
  for (const part of written) expect(darkShare(outcome.pages[0], part)).toBeGreaterThan(0.01);
});
