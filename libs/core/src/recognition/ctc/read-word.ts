import type { Alternative } from '../recognised-page.js';
import { textTreeFor } from '../language/text-tree.js';
import { wordBonuses } from '../language/word-bonus.js';
import { calibrate, type Calibration } from './calibration.js';
import { characterPosteriors, type RivalBias } from './character-posteriors.js';
import { chooseAlternatives } from './choose-alternatives.js';
import { logProbabilityOf } from './ctc-lattice.js';
import type { WordFrames } from './cut-words.js';
import { numberConfidence, type NumberEvidence } from '../numbers/number-confidence.js';
import type { SettledWord } from '../numbers/settle-numbers.js';
import type { InkRows } from './line-scores.js';
import { never } from './log-math.js';
import type { BeamOptions } from './prefix-beam.js';
import { occupancyIn, spellingLattice } from './spelling-lattice.js';
import { type RankedReading, wordReadings } from './word-readings.js';
import { decoderSettings } from './decoder-settings.js';

const { ofWord } = decoderSettings;

/** A probability that says nothing of the word that something stands in. */
const evenOdds = 0.5;

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
  /** For a word of a number: what speaks for it. */
  number?: NumberEvidence | undefined;
  /** The word's frames of the line: [from, to). */
  from: number;
  to: number;
}

export interface WordOptions extends BeamOptions {
  /** A word of a number, which was read with its group: its text stands. */
  settled?: SettledWord | undefined;
  /** For the characters' confidences. */
  calibration?: Calibration | undefined;
}

/**
 * The reading of one word's frames from the whole line, or from both looks if there was a larger
 * one; its other readings with their shares of the probability; and the confidence of each
 * character. Undefined if the frames cannot show the word.
 */
export function readWord(
  { from, to, rows, target, larger }: WordFrames,
  options: WordOptions,
): WordReading | undefined {
  const first = target.map((c) => options.alphabet[c - 1]).join('');
  const readings = wordReadings(rows, first, options, larger);
  const { settled } = options;
  const text = larger && !settled ? likeliestOf(readings, first, rows, options) : first;
  const classes = text === first ? target : classesOf(text, options);
  const lattice = spellingLattice(rows, classes);
  if (lattice.logProbability === never) return undefined;
  const frames = classes.map((_, i) => {
    let best = 0;
    for (let t = 1; t < rows.frames; t++)
      if (occupancyIn(lattice, t, 2 * i + 1) > occupancyIn(lattice, best, 2 * i + 1)) best = t;
    return best;
  });
  const confidence = readings.reduce((sum, reading) => (reading.text === text ? sum + reading.share : sum), 0);
  const posteriors = characterPosteriors(lattice, { peaks: frames, bias: biasOf(text, options) });
  const characters = Array.from(text, (character, i) => ({
    character,
    confidence: calibrate(posteriors[i], confidence, options.calibration),
    frame: from + frames[i],
  }));
  const number =
    settled &&
    evidenceOf(settled, text, {
      word: confidence,
      character: Math.min(...characterPosteriors(lattice, { peaks: frames })),
    });
  const sure = number
    ? numberConfidence(number, options.calibration?.numbers)
    : calibrate(confidence, evenOdds, options.calibration?.words);
  // What the first reading leaves is for the others, in their order; but for what the ink may say
  // that is not among them.
  const listed = withRivals(readings, settled);
  const all = listed.reduce((sum, { share }) => sum + share, 0);
  const rest = listed.reduce((sum, reading) => (reading.text === text ? sum : sum + reading.share), 0);
  const spread = rest > 0 ? (Math.max(ofWord.minListed, Math.min(1, all)) * (1 - sure)) / rest : 0;
  return {
    text,
    confidence: sure,
    alternatives: chooseAlternatives(
      text,
      listed.map(({ share, ...reading }) => ({ ...reading, probability: share * spread })),
    ),
    characters,
    ...(number && { number }),
    from,
    to,
  };
}

/** The readings with those of the word's group, which count for as much as all others together. */
function withRivals(readings: readonly RankedReading[], settled: SettledWord | undefined): RankedReading[] {
  if (!settled) return [...readings];
  const own = settled.rivals.map(({ text, probability }) => ({
    text,
    share: probability / 2,
    isKnown: false,
    isInk: false,
  }));
  const halved = readings.map((reading) => ({ ...reading, share: reading.share / 2 }));
  const byText = new Map(own.map((reading) => [reading.text, reading] as const));
  for (const reading of halved) {
    const rival = byText.get(reading.text);
    byText.set(reading.text, { ...reading, share: reading.share + (rival?.share ?? 0) });
  }
  return [...byText.values()];
}

function evidenceOf(
  { share, first, second, separators, looseDots }: SettledWord,
  text: string,
  { word, character }: { word: number; character: number },
): NumberEvidence {
  return { share, first, second, separators, looseDots, word, character, length: text.length };
}

/** The likeliest reading; the first one where no other is likelier that the frames can show. */
function likeliestOf(readings: readonly RankedReading[], first: string, rows: InkRows, options: BeamOptions): string {
  const best = readings.reduce((a, b) => (b.share > a.share ? b : a), { text: first, share: 0 });
  const own = readings.find(({ text }) => text === first)?.share ?? 0;
  const isBetter = best.share > own && logProbabilityOf(rows, classesOf(best.text, options)) !== never;
  return isBetter ? best.text : first;
}

const classesOf = (text: string, { alphabet }: BeamOptions): number[] =>
  Array.from(text, (c) => 1 + alphabet.indexOf(c));

/** What the language model says of another character in a place of the text, or of none. */
function biasOf(text: string, { language, before, alphabet, after = '' }: WordOptions): RivalBias | undefined {
  if (!language) return undefined;
  const tree = textTreeFor(alphabet, language);
  const nodes = [tree.rootOf(before)];
  for (const character of text) nodes.push(tree.childOf(nodes[nodes.length - 1], tree.labelOf(character)));
  const follow = text + after;
  return (place, rival) => {
    const middle = rival === 0 ? '' : alphabet[rival - 1];
    const changed = text.slice(0, place) + middle + text.slice(place + 1);
    let bias = (rival === 0 ? 0 : language.bonus) + wordBonuses(changed, language);
    let node = nodes[place];
    for (const character of middle + follow.slice(place + 1, place + 1 + ofWord.lookAhead)) {
      node = tree.childOf(node, tree.labelOf(character));
      bias += tree.weightedOf(node);
    }
    return bias;
  };
}
