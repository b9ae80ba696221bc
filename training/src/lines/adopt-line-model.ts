import { type BackendName, loadLineReader } from '@longhand/classifier';
import { type Calibration, decodeLine } from '@longhand/core';
import { claimsOf, evaluateLines, type LineEvaluation } from './evaluate-lines.js';
import { fitCalibration } from './fit-calibration.js';
import { fitLineTemperature } from './fit-line-temperature.js';
import { LINE_SETS, readLineSet } from './read-line-set.js';
import { type LineModelDescription, registerLineModel } from './register-line-model.js';
import type { Claim } from './text-scores.js';

export interface AdoptOptions {
  /** Holds `NAME.safetensors`, as training/pytorch/train_lines.py wrote it. */
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly description: Omit<LineModelDescription, 'temperature' | 'calibration' | 'figures'>;
}

/** Validation lines of each set that temperature and calibration are fitted on. */
const FITTED = 100;
const plain: Calibration = { scale: 1, shift: 0 };

/** Takes trained line weights into use: fits temperature and calibration on validation lines, measures all validation sets and writes the entry of `lines.json`. */
export async function adoptLineModel(options: AdoptOptions, log: (line: string) => void): Promise<LineEvaluation> {
  const { modelsDir, dataRoot, description, backend } = options;
  const { name } = description;
  await registerLineModel(modelsDir, { ...description, temperature: 1, calibration: plain, figures: {} });
  const fitted = await fitOn(options);
  log(
    `${name}: temperature ${fitted.temperature}, calibration ${fitted.calibration.scale} ${fitted.calibration.shift}`,
  );
  await registerLineModel(modelsDir, { ...description, ...fitted, figures: {} });
  const sets = LINE_SETS.map((set) => [set, 'val'] as const);
  const evaluation = await evaluateLines({ modelsDir, dataRoot, backend, model: name, sets });
  const figures: Record<string, number> = {};
  for (const { set, greedyCer, cer, keywordRecall } of evaluation.figures) {
    log(`${name}: ${set}: CER ${(100 * cer).toFixed(1)} % (best path ${(100 * greedyCer).toFixed(1)} %)`);
    for (const [key, value] of Object.entries({ Cer: cer, KeywordRecall: keywordRecall }))
      figures[`${set}Validation${key}`] = Number(value.toFixed(4));
  }
  await registerLineModel(modelsDir, { ...description, ...fitted, figures });
  return evaluation;
}

async function fitOn({
  modelsDir,
  dataRoot,
  backend,
  description,
}: AdoptOptions): Promise<{ temperature: number; calibration: Calibration }> {
  const reader = await loadLineReader({ modelsDir, model: description.name, backend });
  try {
    const { alphabet } = reader;
    const scores = [];
    const texts: string[] = [];
    for (const set of LINE_SETS) {
      const all = await readLineSet(dataRoot, set, 'val', alphabet);
      const samples = all.filter((_, i) => i % Math.ceil(all.length / FITTED) === 0);
      scores.push(...(await reader.read(samples.map(({ strip }) => strip))));
      texts.push(...samples.map(({ text }) => text));
    }
    const truths = texts.map((text) => Array.from(text, (c) => 1 + alphabet.indexOf(c)));
    const temperature = round(fitLineTemperature(scores, truths));
    const claims = { characters: [] as Claim[], words: [] as Claim[] };
    for (const [i, own] of scores.entries()) claimsOf(decodeLine(own, { alphabet, temperature }), texts[i], claims);
    const { scale, shift } = fitCalibration(claims.characters);
    return { temperature, calibration: { scale: round(scale), shift: round(shift) } };
  } finally {
    reader.dispose();
  }
}

const round = (value: number): number => Number(value.toFixed(3));
