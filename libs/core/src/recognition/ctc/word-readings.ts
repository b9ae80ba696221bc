import { textBias } from '../language/text-bias.js';
import { wordBonuses } from '../language/word-bonus.js';
import { bestPath } from './best-path.js';
import { logProbabilityOf } from './ctc-lattice.js';
import { knownReadings } from './known-readings.js';
import type { InkRows } from './line-scores.js';
import { never } from './log-math.js';
import { type BeamOptions, prefixBeam } from './prefix-beam.js';
import { decoderSettings } from './decoder-settings.js';

const { ofWord } = decoderSettings;

export interface RankedReading {
  text: string;
  /**
   * Share of all probability, 0 to 1: the ink's sum over all readings, spread as the language model
   * wants it.
   */
  share: number;
  isKnown: boolean;
  /** Whether it is what the ink says without the language model. */
  isInk: boolean;
}

interface ScoredReading {
  text: string;
  logProbability: number;
  score: number;
}

/**
 * The possible readings of a word's frames: the results of a beam search and, unless the first
 * reading is certain, the reading from the ink alone and the known words that fit best, which may
 * differ much from the results of the search.
 *
 * @param first reading of the word in the whole line. @param larger the same frames in a larger
 * look at the line: unless the first reading is certain, each reading gets its mean share of both.
 */
export function wordReadings(rows: InkRows, first: string, options: BeamOptions, larger?: InkRows): RankedReading[] {
  const own = readingsOf(rows, first, options);
  return own.isSure || !larger?.frames
    ? own.readings
    : meanOf(own.readings, readingsOf(larger, first, options).readings);
}

function readingsOf(
  rows: InkRows,
  first: string,
  options: BeamOptions,
): { readings: RankedReading[]; isSure: boolean } {
  const { language } = options;
  const searched: ScoredReading[] = prefixBeam(rows, options).filter(({ text }) => text !== '');
  const found = withShares(searched, options);
  const confidence = found.reduce((sum, { text, share }) => (text === first ? sum + share : sum), 0);
  const isSure = confidence > (language && wordBonuses(first, language) > 0 ? ofWord.sureIfKnown : ofWord.sureElse);
  if (!language || isSure) return { readings: found, isSure };
  const ink = inkReading(rows, options);
  const seen = new Set(searched.map(({ text }) => text));
  const others = [...ink, ...knownReadings(rows, first, options)].filter(
    ({ text }) => !seen.has(text) && seen.add(text),
  );
  return { readings: withShares([...searched, ...others], options, ink[0]?.text), isSure };
}

function meanOf(a: readonly RankedReading[], b: readonly RankedReading[]): RankedReading[] {
  const byText = new Map<string, RankedReading>();
  for (const reading of [...a, ...b]) {
    const known = byText.get(reading.text);
    const isInk = reading.isInk || known?.isInk === true;
    const isKnown = reading.isKnown || known?.isKnown === true;
    byText.set(reading.text, { ...reading, share: reading.share / 2 + (known?.share ?? 0), isKnown, isInk });
  }
  return [...byText.values()];
}

/** The best path's reading. */
function inkReading(rows: InkRows, options: BeamOptions): ScoredReading[] {
  const classes = bestPath(rows).map((character) => character.class);
  const text = classes.map((c) => options.alphabet[c - 1]).join('');
  const logProbability = logProbabilityOf(rows, classes);
  if (text === '' || logProbability === never) return [];
  return [{ text, logProbability, score: logProbability + textBias(text, options) }];
}

function withShares(readings: readonly ScoredReading[], { language }: BeamOptions, ink?: string): RankedReading[] {
  const top = Math.max(...readings.map(({ score }) => score));
  const weights = readings.map(({ score }) => Math.exp(score - top));
  const weight = weights.reduce((a, b) => a + b, 0);
  const covered = Math.min(
    1,
    readings.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0),
  );
  return readings.map(({ text }, i) => ({
    text,
    share: (weights[i] / weight) * covered,
    isKnown: language !== undefined && weights[i] > ofWord.noticed && wordBonuses(text, language) > 0,
    isInk: text === ink,
  }));
}
