import { join } from 'node:path';
import {
  type EngineName,
  type LineReader,
  loadLanguageModel,
  loadLineReader,
  readLineManifest,
} from '@longhand/inference';
import { decodeLine, implausibleNumbers, type LanguageOptions, type LineReading } from '@longhand/core';
import { writeWhole } from '../../basics/write-whole.js';
import { chooseThreshold } from '../choose-threshold.js';
import { claimsOf } from '../evaluate-lines.js';
import { LINE_SETS, type LineSample, OLD_HAND_SETS, readLineSet } from '../read-line-set.js';
import type { Claim } from '../text-scores.js';
import { chooseNumberLimit, fitNumberCalibration, numberClaims } from './fit-numbers.js';
import { FITTED_FONTS } from './number-fonts.js';
import { renderedNumbers } from './rendered-numbers.js';

export interface FitDoubtOptions {
  readonly modelsDir: string;
  readonly dataRoot: string;
  /** A name of lines.json; its default when left out. */
  readonly model?: string | undefined;
  readonly backend?: EngineName | 'auto' | undefined;
}

/**
 * Lines of rendered numbers, their seed, and validation lines of each set for the words, at most:
 * every second one.
 */
const [RENDERED, SEED, FITTED] = [1600, 501, 240];
/**
 * Old hands whose validation lines with numbers are fitted on; `repertoires` is measured and has no
 * part in it.
 */
const OLD_HANDS = OLD_HAND_SETS.filter((set) => set !== 'repertoires');
/** Wanted share of numbers that are wrong and unmarked, and of wrong words among the unmarked. */
const [MAX_WRONG_NUMBERS, MAX_WRONG_WORDS] = [0.004, 0.05];

/**
 * Fits what makes words and numbers uncertain, for a model that has its temperature and
 * calibration, and writes it into its entry of `lines.json`. Numbers: lines rendered in fonts of
 * their own and validation lines of old hands; words: half of the validation lines.
 */
export async function fitDoubt(options: FitDoubtOptions, log: (line: string) => void): Promise<void> {
  const { modelsDir, dataRoot } = options;
  const reader = await loadLineReader(options);
  try {
    const language = await loadLanguageModel(modelsDir);
    const { alphabet } = reader;
    const claimed = async (samples: readonly LineSample[]) =>
      numberClaims((await readAll(reader, samples, language)).map((reading, i) => claimOf(reading, samples[i].text)));
    const rendered = await claimed(renderedNumbers(SEED, FITTED_FONTS, RENDERED));
    const old = [];
    for (const set of OLD_HANDS) {
      const lines = await readLineSet(dataRoot, set, 'val', alphabet).catch(() => {
        log(`no lines of ${set}: the fit goes on without them`);
        return [];
      });
      old.push(...(await claimed(lines.filter(({ text }) => /\d/.test(text)))));
    }
    const numbers = fitNumberCalibration([...rendered, ...old]);
    const uncertainNumbersBelow = chooseNumberLimit(rendered, numbers, MAX_WRONG_NUMBERS);
    const words: Claim[] = [];
    for (const set of LINE_SETS) {
      const half = (await readLineSet(dataRoot, set, 'val', alphabet)).filter((_, i) => i % 2 === 0);
      const samples = half.filter((_, i) => i % Math.ceil(half.length / FITTED) === 0);
      for (const [i, reading] of (await readAll(reader, samples, language)).entries())
        claimsOf(reading, samples[i].text, { characters: [], words });
    }
    const uncertainWordsBelow = Number(chooseThreshold(words, MAX_WRONG_WORDS).toFixed(3));
    log(
      `words below ${uncertainWordsBelow} are marked, numbers below ${uncertainNumbersBelow}: ` +
        `${JSON.stringify(numbers)}`,
    );
    const manifest = await readLineManifest(modelsDir);
    const models = manifest.models.map((entry) =>
      entry.name === (options.model ?? manifest.default)
        ? { ...entry, calibration: { ...entry.calibration, numbers }, uncertainWordsBelow, uncertainNumbersBelow }
        : entry,
    );
    await writeWhole(join(modelsDir, 'lines.json'), `${JSON.stringify({ ...manifest, models }, null, 2)}\n`);
  } finally {
    reader.dispose();
  }
}

const BATCH = 32;

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

const claimOf = (reading: LineReading, text: string) => ({
  text,
  reading,
  implausible: implausibleNumbers(reading.words.map((word) => word.text)),
});
