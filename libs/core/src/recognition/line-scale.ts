import { characters66, kindOf } from './alphabet.js';
import { type GlyphPlace, statureLikelihood } from './glyph-geometry.js';
import type { WindowEvidence } from './window-evidence.js';
import { glyphReadingSettings } from './glyph-reading-settings.js';

const { lineScale } = glyphReadingSettings;

/** A hypothesis about the error of segmentation's x-height and baseline on one line. */
export interface ScaleHypothesis {
  /** True x-height over the measured one. */
  scale: number;
  /** Height of the true baseline over the measured one, in measured x-heights. */
  offset: number;
  probability: number;
}

const scales = [0.5, 0.58, 0.66, 0.76, 0.87, 1, 1.15, 1.32, 1.52, 1.75];
const offsets = [-0.3, -0.15, 0, 0.15, 0.3];
/** The guesses for a line that borrows its scale from the others. */
const borrowed = { scales: [0.85, 1, 1.18], offsets: [-0.6, -0.3, 0, 0.3] };
/** Share of the classes before anything is known: a page has more small letters than capitals. */
const shareOfKinds = [0.3 / 10, 0.2 / 26, 0.48 / 26, 0.02 / 4];
const shareOf = Array.from(characters66, (_, c) => shareOfKinds[kindOf(c)]);
const bell = (x: number, spread: number) => Math.exp(-((x / spread) ** 2) / 2) / spread;

/**
 * Hypotheses about the error of a line's x-height and baseline, from how its glyphs fit together:
 * on a line of digits, the measured x-height is the height of the digits, and only the whole line
 * shows this.
 *
 * @param glyphs the windows of a plausible cut of the line. @param pageRatio the page's usual
 * x-height over this line's.
 * @returns hypotheses whose probabilities sum to 1, without improbable ones.
 */
export function guessLineScale(glyphs: readonly WindowEvidence[], pageRatio: number): ScaleHypothesis[] {
  const guesses = scales.flatMap((scale) =>
    offsets.map((offset): ScaleHypothesis => {
      let log = Math.log(priorOf(scale, pageRatio) * bell(offset, lineScale.offsetSpread));
      for (const { place, characters, likelihoods } of glyphs) {
        const scaled = scalePlace(place, scale, offset);
        let sum = lineScale.minSum;
        for (let k = 0; k < characters.length; k++)
          sum += likelihoods[k] * shareOf[characters[k]] * statureLikelihood(characters[k], scaled);
        log += Math.log(sum);
      }
      return { scale, offset, probability: log };
    }),
  );
  const best = Math.max(...guesses.map((g) => g.probability));
  const kept = guesses
    .map((g) => ({ ...g, probability: Math.exp(g.probability - best) }))
    .filter((g) => g.probability > lineScale.minKept);
  const sum = kept.reduce((total, g) => total + g.probability, 0);
  return kept.map((g) => ({ ...g, probability: g.probability / sum }));
}

/**
 * The hypotheses for a line with too few glyphs: the page's usual x-height, and nothing about the
 * baseline, which segmentation measured on the same few glyphs.
 *
 * @param ratio the page's usual x-height over this line's.
 */
export function borrowLineScale(ratio: number): ScaleHypothesis[] {
  return borrowed.scales.flatMap((spread) =>
    borrowed.offsets.map((offset) => ({ scale: ratio * spread, offset, probability: 1 / 12 })),
  );
}

/** The most probable hypothesis. */
export function bestScale(guesses: readonly ScaleHypothesis[]): number {
  return guesses.reduce((best, guess) => (guess.probability > best.probability ? guess : best)).scale;
}

function priorOf(scale: number, pageRatio: number): number {
  const log = Math.log(scale);
  return (
    lineScale.ownShare * bell(log, lineScale.ownSpread) +
    lineScale.pageShare * bell(log - Math.log(pageRatio), lineScale.pageSpread) +
    lineScale.largeShare * bell(log - lineScale.large, lineScale.largeSpread)
  );
}

function scalePlace({ height, bottom, width }: GlyphPlace, scale: number, offset: number): GlyphPlace {
  return { height: height / scale, bottom: (bottom - offset) / scale, width: width / scale };
}

/** How well a glyph's position on the line fits one of its characters, over all hypotheses. */
export function statureOnLine(guesses: readonly ScaleHypothesis[], character: number, place: GlyphPlace): number {
  let sum = 0;
  for (const { scale, offset, probability } of guesses)
    sum += probability * statureLikelihood(character, scalePlace(place, scale, offset));
  return sum;
}
