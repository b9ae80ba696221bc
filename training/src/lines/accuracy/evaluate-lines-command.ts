import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINES } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { invalidOption, oneOf, parseOptions } from '../../basics/options.js';
import { assertDataRoot } from '../../datasets/known-sets.js';
import { writeWhole } from '../../basics/write-whole.js';
import { type LineAccuracyReport, renderLineAccuracy } from './accuracy-page.js';
import { evaluateLineSets } from './evaluate-line-sets.js';
import { EVALUATED_SETS } from './evaluated-sets.js';
import { NUMBER_SETS } from '../numbers/number-sets.js';
import { drawLines } from './worst-lines.js';

const NAMES = EVALUATED_SETS.map(({ set, split }) => `${set}-${split}`);

export const EVALUATE_LINES_HELP = `longhand evaluate lines: reads sets of lines that the line reader was not
trained on, with and without the language model, and writes docs/accuracy.md, accuracy.json and
accuracy-worst.svg

  --only SET        only this set (${NAMES.join(', ')}, numbers); may be given several times; writes nothing
                    into --docs, but for "numbers", which replaces the chapter on numbers
  --every N         every N-th line only, for a quick look; writes nothing into --docs (1)
  --model NAME      a model of lines.json (the default model)
  --gallery DIR     writes the 20 worst lines of every set as SVG; do not publish them, because some pictures
                    are not free
  --backend NAME    ${ENGINES.join(', ')} or auto (auto)
  --models DIR  --docs DIR  --data-root DIR
  --json            the report on standard output`;

/** `longhand evaluate lines ...` */
export async function evaluateLinesCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      every: { type: 'string', default: '1' },
      model: { type: 'string' },
      gallery: { type: 'string' },
      backend: { type: 'string', default: 'auto' },
      models: { type: 'string' },
      docs: { type: 'string', default: fileURLToPath(new URL('../../../../docs', import.meta.url)) },
      'data-root': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(EVALUATE_LINES_HELP);
    return;
  }
  const every = Number(values.every);
  if (!Number.isSafeInteger(every) || every < 1) invalidOption('--every', 'it is not a whole number from 1 on');
  for (const name of values.only) oneOf('--only', name, [...NAMES, 'numbers']);
  const isWanted = (name: string) => values.only.length === 0 || values.only.includes(name);
  const sets = EVALUATED_SETS.filter((_, i) => isWanted(NAMES[i]));
  const config = loadConfig();
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  await assertDataRoot(dataRoot);
  const { report: measured, shown } = await evaluateLineSets(
    {
      modelsDir: resolve(values.models ?? config.ocr.modelsDir),
      dataRoot,
      model: values.model,
      backend: oneOf('--backend', values.backend, ['auto', ...ENGINES] as const),
      sets,
      numberSets: isWanted('numbers') ? NUMBER_SETS : [],
      every,
      uncertainBelow: config.ocr.uncertainBelow,
      gallery: values.gallery && resolve(values.gallery),
    },
    log,
  );
  const report: LineAccuracyReport = {
    command: `longhand evaluate lines${values.model ? ` --model ${values.model}` : ''}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model}, ${cpus().length} cores`,
    ...measured,
  };
  if (values.json) console.log(JSON.stringify(report));
  const docs = resolve(values.docs);
  if (every === 1 && values.only.join() === 'numbers') return writeNumbers(docs, measured.numbers);
  if (every > 1 || values.only.length > 0) return;
  await writeWhole(join(docs, 'accuracy.json'), `${JSON.stringify(report, roundTo4, 2)}\n`);
  await writeWhole(
    join(docs, 'accuracy-worst.svg'),
    await drawLines(shown, 'The 20 lines of Copiste with the most errors'),
  );
  await writeWhole(join(docs, 'accuracy.md'), renderLineAccuracy(report));
}

/** Puts the numbers alone into documents that are there already. */
async function writeNumbers(docs: string, numbers: LineAccuracyReport['numbers']): Promise<void> {
  const report: LineAccuracyReport = {
    ...(JSON.parse(await readFile(join(docs, 'accuracy.json'), 'utf8')) as LineAccuracyReport),
    numbers,
  };
  await writeWhole(join(docs, 'accuracy.json'), `${JSON.stringify(report, roundTo4, 2)}\n`);
  await writeWhole(join(docs, 'accuracy.md'), renderLineAccuracy(report));
}

const roundTo4 = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toFixed(4)) : value;
