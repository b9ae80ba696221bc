import { characters66, kindOf, characterKinds } from './alphabet.js';

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

/** Spread of the logarithms of height and width, and of the bottom in x-heights. */
const heightSpread = 0.17;
const widthSpread = 0.6;
const bottomSpread = 0.2;
/**
 * How often a glyph keeps to no rule at all (a flourish, a cut edge, a letter written out of line).
 */
const unruly = 0.05;

const bell = (x: number, spread: number) => Math.exp(-0.5 * (x / spread) ** 2) / spread;

/** Size and place of a glyph on its line, in x-heights. */
export interface GlyphPlace {
  height: number;
  /** Of the ink's bottom over the baseline, negative below it. */
  bottom: number;
  width: number;
}

/**
 * How well a glyph's size and place on the line suit a class: a density up to a factor that is the
 * same for all classes.
 */
export function statureLikelihood(character: number, place: GlyphPlace): number {
  const { height, bottom, width } = statures[character];
  const logHeight = Math.log(Math.max(0.05, place.height));
  const logWidth = Math.log(Math.max(0.05, place.width));
  const ruled =
    bell(logHeight - Math.log(height), heightSpread) *
    bell(place.bottom - bottom, bottomSpread) *
    bell(logWidth - Math.log(width), widthSpread);
  if (kindOf(character) === characterKinds.mark) return ruled;
  return (
    (1 - unruly) * ruled + unruly * bell(logHeight - 0.35, 0.5) * bell(place.bottom, 0.6) * bell(logWidth + 0.3, 0.7)
  );
}

/** About the likelihood of a glyph that suits its class well. */
export const goodStature = (0.5 * (1 - unruly)) / (heightSpread * widthSpread * bottomSpread);
