import type { GrayImage } from '@longhand/core';
import { Random } from '../basics/random.js';
import type { LineFont } from './fonts/line-font.js';
import { CoverageCanvas } from './ink/coverage.js';
import { drawHand, placeText } from './ink/place-text.js';
import { englishSentence } from './text/english-text.js';
import { pick } from './text/pick.js';
import type { Lexicons } from './text/read-lexicons.js';

/** A letter on a plain sheet, in one hand whose letters slant, and how its lines slope. */
export interface RenderedLetter {
  page: GrayImage;
  /** Slope of every line, degrees, clockwise. */
  slopeDegrees: number;
  /** Lean of the upright strokes, degrees from the vertical, to the right. */
  slantDegrees: number;
}

const [width, height, margin, maxLines, maxSlopeDegrees] = [1240, 1754, 110, 22, 3];
/** From upright to as far as copperplate leans. */
const [minSlant, maxSlant] = [0.1, 0.9];
const [inkDark, paperLight] = [40, 238];

/**
 * Letter `index` of a seed: 8 to 22 lines of words, all with the same slope. Everything about it
 * depends on seed and index alone.
 */
export function renderLetter(
  seed: number,
  index: number,
  { fonts, lexicons }: { fonts: readonly LineFont[]; lexicons: Lexicons },
): RenderedLetter {
  const random = Random.from(seed, index);
  const font = pick(fonts, random);
  const slant = random.between(minSlant, maxSlant);
  const drawn = drawHand(font, random);
  // A wave or slope of its own would leave no single answer.
  const hand = { ...drawn, slant, drift: { ...drawn.drift, slope: 0, wave: 0 } };
  const slopeDegrees = random.between(-maxSlopeDegrees, maxSlopeDegrees);
  const slope = Math.tan((slopeDegrees * Math.PI) / 180);
  const em = random.between(36, 64);
  const pitch = em * random.between(1.3, 1.8);
  const canvas = new CoverageCanvas(width, height);
  const count = Math.round(random.between(8, maxLines));
  for (let line = 0, y = margin + pitch; line < count && y < height - margin; line++, y += pitch) {
    const placed = placeText(lineOf(lexicons, font, (width - 2 * margin) / em, random), hand, random);
    for (const [i, polygon] of placed.polygons.entries()) {
      const points = new Float32Array(polygon.length);
      for (let k = 0; k < points.length; k += 2) {
        const x = margin + (polygon[k] - placed.left) * em;
        points[k] = x;
        points[k + 1] = y + polygon[k + 1] * em + slope * (x - width / 2);
      }
      canvas.addPolygon(points, placed.strengths[i]);
    }
  }
  const data = Uint8Array.from(canvas.coverage(), (ink) =>
    Math.max(
      0,
      Math.min(255, Math.round(paperLight - (paperLight - inkDark) * Math.min(1, ink) + 4 * random.normal())),
    ),
  );
  return { page: { width, height, data }, slopeDegrees, slantDegrees: (Math.atan(slant) * 180) / Math.PI };
}

/** Characters of a hand that stand side by side on one em, roughly. */
const charactersPerEm = 1.7;

/** Words of English sentences that the font has, about so many em. */
function lineOf(lexicons: Lexicons, font: LineFont, widthEm: number, random: Random): string {
  const words: string[] = [];
  for (let left = widthEm * charactersPerEm; left > 0; ) {
    const fresh = englishSentence(lexicons, random)
      .split(' ')
      .filter((word) => font.covers(word));
    for (const word of fresh) {
      if (left <= 0) break;
      words.push(word);
      left -= word.length + 1;
    }
  }
  return words.join(' ');
}
