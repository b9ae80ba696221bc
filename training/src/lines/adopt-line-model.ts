import { type EngineName, loadLanguageModel, loadLineReader } from '@longhand/inference';
import { type Calibration, calibrate, decodeLine } from '@longhand/core';
import { fitDoubt } from './numbers/fit-doubt.js';
import { chooseThreshold } from './choose-threshold.js';
import { claimsOf, evaluateLines, type LineEvaluation } from './evaluate-lines.js';
import { fitCalibration } from './fit-calibration.js';
import { fitLineTemperature } from './fit-line-temperature.js';
import { LINE_SETS, readLineSet } from './read-line-set.js';
import { type LineModelDescription, registerLineModel } from './register-line-model.js';
import type { Claim } from './text-scores.js';

export interface AdoptOptions {
  /**
   * Holds `NAME.safetensors`, as training/pytorch/train_lines.py wrote it, and the language model,
   * where there is one.
   */
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly backend?: EngineName | 'auto' | undefined;
  readonly description: Omit<LineModelDescription, 'temperature' | 'calibration' | 'uncertainBelow' | 'figures'>;
  /**
   * Share of wrong characters among those that are not marked, which chooses the mark's threshold;
   * 0.02 when left out.
   */
  readonly maxWrong?: number | undefined;
}

/**
 * Validation lines of each set that temperature and calibration are fitted on, at most: every
 * second one.
 */
const FITTED = 240;
const plain: Calibration = { scale: 1, shift: 0 };

type Fitted = Required<Pick<LineModelDescription, 'temperature' | 'calibration' | 'uncertainBelow'>>;

/**
 * Takes trained line weights into use: fits temperature, calibration and the threshold of the marks
 * on half of the validation lines, read as the system reads them, measures all validation sets and
 * writes the entry of `lines.json`.
 */
export async function adoptLineModel(options: AdoptOptions, log: (line: string) => void): Promise<LineEvaluation> {
  const { modelsDir, dataRoot, description, backend } = options;
  const { name } = description;
  await registerLineModel(modelsDir, { ...description, temperature: 1, calibration: plain, figures: {} });
  const fitted = await fitOn(options);
  const { scale, shift, word } = fitted.calibration;
  log(
    `${name}: temperature ${fitted.temperature}, calibration ${scale} ${shift} ${word}, marks below ` +
      `${fitted.uncertainBelow}`,
  );
  await registerLineModel(modelsDir, { ...description, ...fitted, figures: {} });
  const sets = LINE_SETS.map((set) => [set, 'val'] as const);
  const language = await loadLanguageModel(modelsDir);
  const evaluation = await evaluateLines({ modelsDir, dataRoot, backend, model: name, sets, language });
  const figures: Record<string, number> = {};
  for (const { set, greedyCer, cer, keywordRecall } of evaluation.figures) {
    log(`${name}: ${set}: CER ${(100 * cer).toFixed(1)} % (best path ${(100 * greedyCer).toFixed(1)} %)`);
    for (const [key, value] of Object.entries({ GreedyCer: greedyCer, Cer: cer, KeywordRecall: keywordRecall }))
      figures[`${set}Validation${key}`] = Number(value.toFixed(4));
  }
  await registerLineModel(modelsDir, { ...description, ...fitted, figures });
  await fitDoubt({ modelsDir, dataRoot, backend, model: name }, log);
  return evaluation;
}

async function fitOn({ modelsDir, dataRoot, backend, description, maxWrong = 0.02 }: AdoptOptions): Promise<Fitted> {
  const reader = await loadLineReader({ modelsDir, model: description.name, backend });
  const language = await loadLanguageModel(modelsDir);
  try {
    const { alphabet } = reader;
    const scores = [];
    const texts: string[] = [];
    for (const set of LINE_SETS) {
      const half = (await readLineSet(dataRoot, set, 'val', alphabet)).filter((_, i) => i % 2 === 0);
      const samples = half.filter((_, i) => i % Math.ceil(half.length / FITTED) === 0);
      scores.push(...(await reader.readTwice(samples.map(({ strip }) => strip))));
      texts.push(...samples.map(({ text }) => text));
    }
    const truths = texts.map((text) => Array.from(text, (c) => 1 + alphabet.indexOf(c)));
    const temperature = round(fitLineTemperature(scores, truths));
    const claims = { characters: [] as Claim[], words: [] as Claim[] };
    for (const [i, own] of scores.entries())
      claimsOf(decodeLine(own, { alphabet, temperature, language }), texts[i], claims);
    const { scale, shift, word = 0 } = fitCalibration(claims.characters, { withWords: true });
    const words = fitCalibration(claims.words);
    const calibration = {
      scale: round(scale),
      shift: round(shift),
      word: round(word),
      words: { scale: round(words.scale), shift: round(words.shift) },
    };
    const calibrated = claims.characters.map((claim) => ({
      ...claim,
      confidence: calibrate(claim.confidence, claim.ofWord!, calibration),
    }));
    return { temperature, calibration, uncertainBelow: round(chooseThreshold(calibrated, maxWrong)) };
  } finally {
    reader.dispose();
  }
}

const round = (value: number): number => Number(value.toFixed(3));
