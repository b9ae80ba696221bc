import { alphabet62 } from './alphabet.js';

/** Usual height and bottom of a class's ink over the baseline, in x-heights. */
interface Stature {
  height: number;
  bottom: number;
}

const digit: Stature = { height: 1.65, bottom: 0 };
const capital: Stature = { height: 1.7, bottom: 0 };
const groups: readonly [letters: string, stature: Stature][] = [
  ['acemnorsuvwxz', { height: 1.02, bottom: 0 }],
  ['bdhkl', { height: 1.75, bottom: 0 }],
  ['f', { height: 1.85, bottom: -0.15 }],
  ['t', { height: 1.5, bottom: 0 }],
  ['i', { height: 1.5, bottom: 0 }],
  ['j', { height: 2.1, bottom: -0.6 }],
  ['gpqy', { height: 1.65, bottom: -0.65 }],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', capital],
  ['0123456789', digit],
];
const statures = Array.from(alphabet62, (c) => groups.find(([letters]) => letters.includes(c))?.[1] ?? capital);

/** Spread of the logarithm of the height, and of the bottom in x-heights. */
const heightSpread = 0.17;
const bottomSpread = 0.2;
/** How often a glyph keeps to no rule at all (a flourish, a cut edge, a letter written out of line). */
const unruly = 0.06;

const bell = (x: number, spread: number) => Math.exp(-0.5 * (x / spread) ** 2) / spread;

/**
 * How well a glyph's height and place on the line suit a class: a density up to a factor that is the same for all classes.
 *
 * @param character class number. @param heightInX ink height over x-height, above 0. @param bottomInX ink bottom over the baseline in x-heights, negative below it.
 */
export function statureLikelihood(character: number, heightInX: number, bottomInX: number): number {
  const { height, bottom } = statures[character];
  const logHeight = Math.log(Math.max(0.05, heightInX));
  const ruled = bell(logHeight - Math.log(height), heightSpread) * bell(bottomInX - bottom, bottomSpread);
  return (1 - unruly) * ruled + unruly * bell(logHeight - 0.35, 0.5) * bell(bottomInX, 0.6);
}
