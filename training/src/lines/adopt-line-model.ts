import { type BackendName, loadLineReader } from '@longhand/classifier';
import { evaluateLines, type LineEvaluation } from './evaluate-lines.js';
import { fitLineTemperature } from './fit-line-temperature.js';
import { LINE_SETS, readLineSet } from './read-line-set.js';
import { type LineModelDescription, registerLineModel } from './register-line-model.js';

export interface AdoptOptions {
  /** Holds `NAME.safetensors`, as training/pytorch/train_lines.py wrote it. */
  readonly modelsDir: string;
  readonly dataRoot: string;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly description: Omit<LineModelDescription, 'temperature' | 'figures'>;
}

/** Validation lines of each set that the temperature is fitted on. */
const FITTED = 80;

/** Takes trained line weights into use: fits the temperature on validation lines, measures all validation sets and writes the entry of `lines.json`. */
export async function adoptLineModel(options: AdoptOptions, log: (line: string) => void): Promise<LineEvaluation> {
  const { modelsDir, dataRoot, description, backend } = options;
  const { name } = description;
  await registerLineModel(modelsDir, { ...description, temperature: 1, figures: {} });
  const temperature = await fitOn(options);
  log(`${name}: temperature ${temperature.toFixed(3)}`);
  await registerLineModel(modelsDir, { ...description, temperature, figures: {} });
  const sets = LINE_SETS.map((set) => [set, 'val'] as const);
  const evaluation = await evaluateLines({ modelsDir, dataRoot, backend, model: name, sets });
  const figures: Record<string, number> = {};
  for (const { set, greedyCer, cer, keywordRecall } of evaluation.figures) {
    log(`${name}: ${set}: CER ${(100 * cer).toFixed(1)} % (best path ${(100 * greedyCer).toFixed(1)} %)`);
    for (const [key, value] of Object.entries({ Cer: cer, KeywordRecall: keywordRecall }))
      figures[`${set}Validation${key}`] = Number(value.toFixed(4));
  }
  await registerLineModel(modelsDir, { ...description, temperature, figures });
  return evaluation;
}

async function fitOn({ modelsDir, dataRoot, backend, description }: AdoptOptions): Promise<number> {
  const reader = await loadLineReader({ modelsDir, model: description.name, backend });
  try {
    const scores = [];
    const truths = [];
    for (const set of LINE_SETS) {
      const all = await readLineSet(dataRoot, set, 'val');
      const samples = all.filter((_, i) => i % Math.ceil(all.length / FITTED) === 0);
      scores.push(...(await reader.read(samples.map(({ strip }) => strip))));
      truths.push(...samples.map(({ text }) => Array.from(text, (c) => 1 + reader.alphabet.indexOf(c))));
    }
    return Number(fitLineTemperature(scores, truths).toFixed(3));
  } finally {
    reader.dispose();
  }
}
