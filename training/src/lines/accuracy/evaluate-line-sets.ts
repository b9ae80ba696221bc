import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type EngineName,
  type LineReader,
  loadLanguageModel,
  loadLineReader,
  readLanguageManifest,
} from '@longhand/inference';
import { decodeLine, type LanguageOptions, type LineReading } from '@longhand/core';
import { writeWhole } from '../../basics/write-whole.js';
import { measureNumbers } from '../numbers/measure-numbers.js';
import type { NumberSet } from '../numbers/number-sets.js';
import type { NumberRow } from '../numbers/number-table.js';
import type { LineSample } from '../read-line-set.js';
import type { LineAccuracyReport } from './accuracy-page.js';
import { type EvaluatedSet, readEvaluatedSet } from './evaluated-sets.js';
import { measureSet } from './measure-set.js';
import { drawLines, type ReadLine, worstLines } from './worst-lines.js';

export interface EvaluateLineSetsOptions {
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly model?: string | undefined;
  readonly backend: EngineName | 'auto';
  readonly sets: readonly EvaluatedSet[];
  /** Sets whose numbers are measured; none when left out. */
  readonly numberSets?: readonly NumberSet[];
  /** Every n-th line only. */
  readonly every: number;
  /** Used where the model names no threshold of its own. */
  readonly uncertainBelow: number;
  /** A folder outside of the checkout for the worst lines of every set. */
  readonly gallery?: string | undefined;
}

export interface LineSetsEvaluation {
  readonly report: Omit<LineAccuracyReport, 'command' | 'date' | 'machine'>;
  /** The worst lines of the sets whose pictures may be shown. */
  readonly shown: readonly ReadLine[];
}

const BATCH = 32;

/**
 * Reads the sets as the system does, page after page, and measures the readings. Errors: see
 * `loadLineReader`, `loadLanguageModel` and the sets.
 */
export async function evaluateLineSets(
  options: EvaluateLineSetsOptions,
  log: (line: string) => void,
): Promise<LineSetsEvaluation> {
  const { modelsDir, dataRoot, sets, every, gallery } = options;
  const reader = await loadLineReader(options);
  try {
    const language = await loadLanguageModel(modelsDir);
    const manifest = await readLanguageManifest(modelsDir);
    const uncertainBelow = reader.uncertainBelow ?? options.uncertainBelow;
    const measured: LineAccuracyReport['sets'][number][] = [];
    const shown: ReadLine[] = [];
    for (const set of sets) {
      const samples = await readEvaluatedSet(dataRoot, set, reader.alphabet);
      const taken = samples.filter((_, i) => i % every === 0);
      const before = process.cpuUsage();
      const readings = await readAll(reader, taken, language);
      const { user, system } = process.cpuUsage(before);
      const { figures, tallies } = measureSet(taken, readings, uncertainBelow);
      const name = `${set.set} ${set.split}`;
      const cpuMsPerLine = (user + system) / 1000 / taken.length;
      measured.push({ name, title: set.title, cpuMsPerLine, ...figures });
      const { greedyCer, cer, keywordRecall, keywordRecallInTen, wrongUnmarked, marked } = figures.rates;
      const shares = [greedyCer, cer, keywordRecall, keywordRecallInTen, marked, wrongUnmarked];
      const [greedy, ...others] = shares.map(({ value }) => (100 * value).toFixed(1));
      log(
        `${name}: ${taken.length} lines, CER greedy ${greedy}, then ${others[0]}; keywords ${others[1]}, in ten ` +
          `${others[2]}; marked ${others[3]}, ` +
          `wrong unmarked ${others[4]}; calibration error ${figures.characterEce.toFixed(3)}`,
      );
      const lines = taken.map(({ strip, text }, i) => {
        const { characters, edits } = tallies[i];
        return { strip, truth: text, read: readings[i].text, characters, edits };
      });
      if (set.isOpen) shown.push(...worstLines(lines));
      if (!gallery) continue;
      await mkdir(gallery, { recursive: true });
      const file = join(gallery, `worst-${set.set}-${set.split}.svg`);
      await writeWhole(file, await drawLines(worstLines(lines), `The worst lines: ${set.title}`));
    }
    const numbers: NumberRow[] = [];
    for (const { name, title, read } of options.numberSets ?? []) {
      const taken = (await read(dataRoot, reader.alphabet)).filter((_, i) => i % every === 0);
      const readings = await readAll(reader, taken, language);
      const figures = measureNumbers(taken, readings, { ...reader, uncertainBelow });
      numbers.push({ name, title, ...figures });
      log(`numbers, ${name}: ${JSON.stringify(figures)}`);
    }
    const report = {
      engine: `${reader.engine.name}, Node ${process.versions.node}`,
      model: reader.modelVersion,
      language: manifest ? manifest.sha256.slice(0, 12) : 'none',
      uncertainBelow,
      sets: measured,
      numbers,
    };
    return { report, shown: worstLines(shown) };
  } finally {
    reader.dispose();
  }
}

/** Each page's lines in their order, so that a line knows the language of the one before it. */
async function readAll(
  reader: LineReader,
  samples: readonly LineSample[],
  language: LanguageOptions | undefined,
): Promise<LineReading[]> {
  const { alphabet, temperature, calibration } = reader;
  const readings: LineReading[] = [];
  for (let from = 0; from < samples.length; from += BATCH) {
    const scores = await reader.readTwice(samples.slice(from, from + BATCH).map(({ strip }) => strip));
    for (const [k, own] of scores.entries()) {
      const i = from + k;
      const earlier = i > 0 && samples[i - 1].page === samples[i].page ? readings[i - 1].end : undefined;
      readings.push(decodeLine(own, { alphabet, temperature, calibration, language, earlier }));
    }
  }
  return readings;
}
