import { prepareWith } from '@longhand/core';
import { expect, it } from 'vitest';
import { LineFont } from './fonts/line-font.js';
import { renderLetter } from './render-letter.js';
import type { Lexicons } from './text/read-lexicons.js';

const names = ['Anna', 'Bernard', 'Winifred', 'Hargrove'];
const lexicons: Lexicons = {
  first: names,
  last: names,
  drugs: ['aspirin'],
  diseases: ['gout'],
  symptoms: ['fever'],
  hospitals: ['Guy Hospital'],
  occupations: ['clerk'],
  bodyParts: ['knee'],
};
const fonts = ['caveat', 'alex-brush'].map((family) => LineFont.load({ family, kind: 'hand' }));

it('gives the same letter for the same seed and index', () => {
  const [a, again, other] = [1, 1, 2].map((index) => renderLetter(5, index, { fonts, lexicons }));
  expect(again).toEqual(a);
  expect(other.page.data).not.toEqual(a.page.data);
});

it('is set upright by its lines, not by the slant of its letters', async () => {
  for (const index of [1, 2, 3]) {
    const { page, slopeDegrees, slantDegrees } = renderLetter(6, index, { fonts, lexicons });
    expect(slantDegrees).toBeGreaterThan(5);
    const { clean } = await prepareWith(page, undefined);
    expect(Math.abs(clean.skewDegrees - slopeDegrees)).toBeLessThan(1);
  }
});
