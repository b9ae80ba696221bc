import { characters66, kindOf, characterKinds } from './alphabet.js';
import { glyphReadingSettings } from './glyph-reading-settings.js';

const { stature } = glyphReadingSettings;

/** Usual height, bottom over the baseline and width of a class's ink, in x-heights. */
interface Stature {
  height: number;
  bottom: number;
  width: number;
}

const groups: readonly [letters: string, height: number, bottom: number, width: number][] = [
  ['aenouvxz', 1.02, 0, 0.9],
  ['crs', 1.02, 0, 0.72],
  ['mw', 1.02, 0, 1.35],
  ['bdhk', 1.75, 0, 0.85],
  ['l', 1.75, 0, 0.25],
  ['f', 1.85, -0.15, 0.7],
  ['t', 1.5, 0, 0.7],
  ['i', 1.5, 0, 0.22],
  ['j', 2.1, -0.6, 0.5],
  ['gpqy', 1.65, -0.65, 0.85],
  ['ABCDEFGHJKLNOPQRSTUVXYZ', 1.7, 0, 1],
  ['MW', 1.7, 0, 1.45],
  ['I', 1.7, 0, 0.35],
  ['1', 1.65, 0, 0.3],
  ['023456789', 1.65, 0, 0.9],
  ['.', 0.22, 0, 0.22],
  [',', 0.42, -0.25, 0.22],
  ['-', 0.18, 0.45, 0.6],
  ["'", 0.45, 1.2, 0.2],
];
const statures = Array.from(characters66, (c): Stature => {
  const [, height, bottom, width] = groups.find(([letters]) => letters.includes(c))!;
  return { height, bottom, width };
});

const bell = (x: number, spread: number) => Math.exp(-((x / spread) ** 2) / 2) / spread;

/** Size and place of a glyph on its line, in x-heights. */
export interface GlyphPlace {
  height: number;
  /** Of the ink's bottom over the baseline, negative below it. */
  bottom: number;
  width: number;
}

/**
 * How well the size and position of a glyph on the line fit a class: a density up to a factor that
 * is the same for all classes.
 */
export function statureLikelihood(character: number, place: GlyphPlace): number {
  const { height, bottom, width } = statures[character];
  const logHeight = Math.log(Math.max(stature.minExtent, place.height));
  const logWidth = Math.log(Math.max(stature.minExtent, place.width));
  const ruled =
    bell(logHeight - Math.log(height), stature.heightSpread) *
    bell(place.bottom - bottom, stature.bottomSpread) *
    bell(logWidth - Math.log(width), stature.widthSpread);
  if (kindOf(character) === characterKinds.mark) return ruled;
  return (
    (1 - stature.unruly) * ruled +
    stature.unruly *
      bell(logHeight - stature.unrulyHeight, stature.unrulyHeightSpread) *
      bell(place.bottom, stature.unrulyBottomSpread) *
      bell(logWidth - stature.unrulyWidth, stature.unrulyWidthSpread)
  );
}

/** About the likelihood of a glyph that suits its class well. */
export const goodStature = (): number =>
  (1 - stature.unruly) / 2 / (stature.heightSpread * stature.widthSpread * stature.bottomSpread);
