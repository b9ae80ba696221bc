import { type DetectLines, prepareWith } from '@longhand/core';
import { loadFonts } from '../render/render-lines.js';
import { renderLetter } from '../render/render-letter.js';
import type { Lexicons } from '../render/text/read-lexicons.js';

/** How far the turn that was taken out of a page is from the true slope of its lines. */
export interface SkewFigures {
  pages: number;
  withinOne: number;
  overThree: number;
  /** Degrees. */
  max: number;
}

const seed = 88;

/** Renders letters in slanting hands and looks whether their slant is taken for a slope. */
export async function evaluateLetters(count: number, lexicons: Lexicons, detect?: DetectLines): Promise<SkewFigures> {
  const fonts = loadFonts().filter(({ entry }) => entry.kind === 'hand');
  const errors: number[] = [];
  for (let index = 0; index < count; index++) {
    const { page, slopeDegrees } = renderLetter(seed, index, { fonts, lexicons });
    const { clean } = await prepareWith(page, detect);
    errors.push(Math.abs(clean.skewDegrees - slopeDegrees));
  }
  return skewFigures(errors);
}

export const skewFigures = (errors: readonly number[]): SkewFigures => ({
  pages: errors.length,
  withinOne: errors.filter((error) => error <= 1).length,
  overThree: errors.filter((error) => error > 3).length,
  max: Math.max(0, ...errors),
});
