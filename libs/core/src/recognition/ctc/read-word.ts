import type { Alternative } from '../recognised-page.js';
import { calibrate, type Calibration } from './calibration.js';
import { characterPosteriors, type RivalBias } from './character-posteriors.js';
import { buildCtcLattice, occupancyOf } from './ctc-lattice.js';
import type { WordFrames } from './cut-words.js';
import { type BeamOptions, type BeamReading, prefixBeam } from './prefix-beam.js';

export interface CharacterReading {
  character: string;
  /** Probability that this character stands here, 0 to 1. */
  confidence: number;
  /** The frame of the line that shows it most surely. */
  frame: number;
}

export interface WordReading {
  text: string;
  /** Probability of `text` among all readings of the word's frames, 0 to 1. */
  confidence: number;
  /** Other readings, most probable first, at most 10; together with `confidence` at most 1. */
  alternatives: Alternative[];
  characters: CharacterReading[];
  /** The word's frames of the line: [from, to). */
  from: number;
  to: number;
}

export interface WordOptions extends BeamOptions {
  /** What follows the word, for the language model: a space, or nothing at the end of the line. */
  after: '' | ' ';
  /** For the characters' confidences. */
  calibration?: Calibration | undefined;
}

const mostAlternatives = 10;
const leastAlternative = 1e-4;
/** Characters after a doubtful one that the language model is asked about too. */
const lookAhead = 3;

/**
 * Reads the frames of one word: the best reading and the next best, with their shares of all probability, and the confidence of each character.
 * Undefined where the frames show nothing.
 */
export function readWord({ from, to, rows }: WordFrames, options: WordOptions): WordReading | undefined {
  const readings = withEnding(prefixBeam(rows, options), options).filter((reading) => reading.text !== '');
  if (readings.length === 0) return undefined;
  const shares = sharesOf(readings);
  const [{ text, classes }] = readings;
  const lattice = buildCtcLattice(rows, classes);
  const frames = classes.map((_, i) => {
    let best = 0;
    for (let t = 1; t < rows.frames; t++)
      if (occupancyOf(lattice, t, 2 * i + 1) > occupancyOf(lattice, best, 2 * i + 1)) best = t;
    return best;
  });
  const posteriors = characterPosteriors(rows, classes, { lattice, peaks: frames, bias: biasOf(text, options) });
  return {
    text,
    confidence: shares[0],
    alternatives: readings
      .slice(1, 1 + mostAlternatives)
      .map((reading, i) => ({ text: reading.text, probability: shares[i + 1] }))
      .filter(({ probability }) => probability > leastAlternative),
    characters: Array.from(text, (character, i) => ({
      character,
      confidence: calibrate(posteriors[i], options.calibration),
      frame: from + frames[i],
    })),
    from,
    to,
  };
}

/** The readings ranked again, with what the language model says of the word's end. */
function withEnding(readings: BeamReading[], { language, before = '', after }: WordOptions): BeamReading[] {
  if (!language || after === '') return readings;
  const { model, weight } = language;
  return readings
    .map((r) => ({ ...r, score: r.score + weight * model.logProbability(before + r.text, after) }))
    .sort((a, b) => b.score - a.score);
}

/** Each reading's share of all probability: the ink's sum over the beam, spread as the language model wants it. */
function sharesOf(readings: readonly BeamReading[]): number[] {
  const top = readings[0].score;
  const weights = readings.map(({ score }) => Math.exp(score - top));
  const weight = weights.reduce((a, b) => a + b);
  const covered = Math.min(
    1,
    readings.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0),
  );
  return weights.map((w) => (w / weight) * covered);
}

/** What the language model says of another character in a place of the text, or of none. */
function biasOf(text: string, { language, before = '', alphabet, after }: WordOptions): RivalBias | undefined {
  if (!language) return undefined;
  const { model, weight, bonus } = language;
  return (place, rival) => {
    const middle = rival === 0 ? '' : alphabet[rival - 1];
    let bias = rival === 0 ? 0 : bonus;
    let context = before + text.slice(0, place);
    for (const character of middle + (text + after).slice(place + 1, place + 1 + lookAhead)) {
      bias += weight * model.logProbability(context, character);
      context += character;
    }
    return bias;
  };
}
