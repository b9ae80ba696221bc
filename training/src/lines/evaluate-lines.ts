import { type EngineName, type LineReader, loadLineReader } from '@longhand/inference';
import { decodeLine, type LanguageOptions, type LineReading } from '@longhand/core';
import { matchedCharacters } from './matched-characters.js';
import { type LineSample, type LineSetName, type LineSplit, readLineSet } from './read-line-set.js';
import {
  calibrationGap,
  characterErrorRate,
  type Claim,
  keywordRecall,
  keywordsOf,
  type SearchedPage,
  wordErrorRate,
} from './text-scores.js';

export interface EvaluateLinesOptions {
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly model?: string | undefined;
  readonly backend?: EngineName | 'auto' | undefined;
  readonly sets: ReadonlyArray<readonly [LineSetName, LineSplit]>;
  /** Every n-th line only, for a quick look; 1 when left out. */
  readonly every?: number;
  readonly language?: LanguageOptions | undefined;
}

/** Rates as shares of 1; all of texts folded to the reader's alphabet. */
export interface LineFigures {
  set: LineSetName;
  split: LineSplit;
  lines: number;
  /** Best path. */
  greedyCer: number;
  greedyWer: number;
  /** Beam search, with the language model where one was given. */
  cer: number;
  wer: number;
  keywordRecall: number;
  keywordRecallWithAlternatives: number;
  /** Calibration error of the characters' and the words' confidences, 15 bins. */
  characterCalibration: number;
  wordCalibration: number;
  /** Processor time of network and decoding together. */
  cpuMsPerLine: number;
}

export interface LineEvaluation {
  modelVersion: string;
  engine: string;
  figures: LineFigures[];
}

const BATCH = 32;

/**
 * Reads sets of lines through the TypeScript path, as the system does, and measures the readings.
 * Errors: see `loadLineReader` and `readLineSet`.
 */
export async function evaluateLines(options: EvaluateLinesOptions): Promise<LineEvaluation> {
  const reader = await loadLineReader(options);
  try {
    const figures: LineFigures[] = [];
    for (const [set, split] of options.sets) {
      const samples = await readLineSet(options.dataRoot, set, split, reader.alphabet);
      const taken = samples.filter((_, i) => i % (options.every ?? 1) === 0);
      const before = process.cpuUsage();
      const readings = await readAll(reader, taken, options.language);
      const { user, system } = process.cpuUsage(before);
      const cpuMsPerLine = (user + system) / 1000 / taken.length;
      figures.push({ set, split, lines: taken.length, ...lineFigures(taken, readings), cpuMsPerLine });
    }
    return { modelVersion: reader.modelVersion, engine: reader.engine.name, figures };
  } finally {
    reader.dispose();
  }
}

async function readAll(
  reader: LineReader,
  samples: readonly LineSample[],
  language: LanguageOptions | undefined,
): Promise<LineReading[]> {
  const { alphabet, temperature, calibration } = reader;
  const readings: LineReading[] = [];
  for (let from = 0; from < samples.length; from += BATCH) {
    const scores = await reader.readTwice(samples.slice(from, from + BATCH).map(({ strip }) => strip));
    readings.push(...scores.map((own) => decodeLine(own, { alphabet, temperature, calibration, language })));
  }
  return readings;
}

/** All rates of readings against their samples, in the same order. */
export function lineFigures(
  samples: readonly Pick<LineSample, 'text' | 'page'>[],
  readings: readonly LineReading[],
): Omit<LineFigures, 'set' | 'split' | 'lines' | 'cpuMsPerLine'> {
  const pages = new Map<string, SearchedPage>();
  const characters: Claim[] = [];
  const words: Claim[] = [];
  for (const [i, { text, page }] of samples.entries()) {
    const reading = readings[i];
    const known = pages.get(page) ?? { truth: [], read: [], alternatives: [] };
    pages.set(page, known);
    known.truth.push(...keywordsOf(text));
    known.read.push(...keywordsOf(reading.text));
    for (const word of reading.words) known.alternatives.push(word.alternatives.flatMap((a) => keywordsOf(a.text)));
    claimsOf(reading, text, { characters, words });
  }
  const pairs = samples.map(({ text }, i) => ({ truth: text, read: readings[i].text }));
  const greedy = samples.map(({ text }, i) => ({ truth: text, read: readings[i].greedyText }));
  const recall = keywordRecall([...pages.values()]);
  return {
    greedyCer: characterErrorRate(greedy),
    greedyWer: wordErrorRate(greedy),
    cer: characterErrorRate(pairs),
    wer: wordErrorRate(pairs),
    keywordRecall: recall.first,
    keywordRecallWithAlternatives: recall.withAlternatives,
    characterCalibration: calibrationGap(characters),
    wordCalibration: calibrationGap(words),
  };
}

/**
 * Adds which characters and words of a reading are right, by the alignment with the truth; a word
 * is where all of its characters are.
 */
export function claimsOf(reading: LineReading, truth: string, to: { characters: Claim[]; words: Claim[] }): void {
  const matched = matchedCharacters(reading.text, truth);
  const truths = new Set(truth.split(' '));
  let at = 0;
  for (const word of reading.words) {
    const rights = matched.slice(at, at + word.text.length);
    for (const [k, { confidence }] of word.characters.entries())
      to.characters.push({ confidence, ofWord: word.confidence, isRight: rights[k] });
    to.words.push({ confidence: word.confidence, isRight: rights.every(Boolean) && truths.has(word.text) });
    at += word.text.length + 1;
  }
}
