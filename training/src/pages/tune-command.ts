import { resolve } from 'node:path';
import { loadConfig } from '@longhand/config';
import { ENGINES, LINE_FINDERS } from '@longhand/inference';
import { invalidOption, oneOf, parseOptions } from '../basics/options.js';
import { evaluatePages } from './evaluate-pages.js';
import { TUNED_STAGES, type TunedStage, tuneSettings } from './tune-settings.js';

const STAGES = Object.keys(TUNED_STAGES) as TunedStage[];

export const TUNE_HELP = `longhand train tune STAGE: measures the settings of one stage, one at a time, on the
Copiste validation pages (never on a test set), and prints a table. Nothing is changed: write a better value into the
stage's table yourself, and measure everything again with longhand evaluate

  STAGE             ${STAGES.slice(0, 7).join(', ')},
                    ${STAGES.slice(7).join(', ')}
  --only GROUP.NAME only this setting of the stage; may be given several times
  --values A,B,C    these values; without it the present one times 0.8 and 1.25
  --every N         every N-th page only: a page takes some 4 seconds of a processor for each value (1)
  --lines NAME      how lines are found: ${LINE_FINDERS.join(', ')} (auto: as set in the models directory)
  --backend NAME    ${ENGINES.join(', ')} or auto (auto)
  --models DIR  --data-root DIR`;

/** Stages that flat, upright pages say nothing about are measured on turned and photographed ones. */
const HARD: readonly TunedStage[] = ['photo', 'orientation'];

const COLUMNS =
  'setting | value | line F 0.5 | line F 0.75 | keywords | with alternatives | CPU s prepare | CPU s read';
const HARD_COLUMNS = ' | keywords in photos | right way up';

/** `longhand train tune ...`: the table goes to standard output, progress to `log`. */
export async function tuneCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values, positionals } = parseOptions({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      values: { type: 'string' },
      every: { type: 'string', default: '1' },
      lines: { type: 'string', default: 'auto' },
      backend: { type: 'string', default: 'auto' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(TUNE_HELP);
    return;
  }
  const stage = oneOf('STAGE', positionals[0] ?? '', STAGES);
  const every = Number(values.every);
  if (!Number.isSafeInteger(every) || every < 1) invalidOption('--every', 'it is not a whole number from 1 on');
  const tried = values.values?.split(',').map(Number);
  if (tried?.some((value) => !Number.isFinite(value)))
    invalidOption('--values', 'it is not a list of numbers: 0.8,1,2');
  const config = loadConfig();
  const isHard = HARD.includes(stage);
  const options = {
    modelsDir: resolve(values.models ?? config.ocr.modelsDir),
    dataRoot: resolve(values['data-root'] ?? config.handwritingData),
    backend: oneOf('--backend', values.backend, ['auto', ...ENGINES] as const),
    lineFinder: oneOf('--lines', values.lines, LINE_FINDERS),
    uncertainBelow: config.ocr.uncertainBelow,
    sets: [{ name: 'copiste', split: 'val' }] as const,
    every,
    ...(isHard && { hardEvery: every }),
  };
  const rows = tuneSettings({
    table: TUNED_STAGES[stage],
    only: values.only,
    values: tried,
    measure: () => evaluatePages(options, log),
  });
  const columns = COLUMNS + (isHard ? HARD_COLUMNS : '');
  console.log(`| ${columns} |\n|${columns.replace(/[^|]+/g, '---')}|`);
  try {
    for await (const { setting, value, isPresent, figures } of rows) {
      const [set] = figures.figures;
      const cells = [
        setting,
        `${Number(value.toPrecision(6))}${isPresent ? ' (present)' : ''}`,
        ...[set.lineF50, set.lineF75, set.recall, set.recallWithAlternatives].map(percent),
        set.prepareSeconds.toFixed(2),
        set.readSeconds.toFixed(2),
        ...(figures.hard
          ? [percent(figures.hard.photos.recallPhoto), percent(figures.hard.orientation?.orientationRight)]
          : []),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
  } catch (error) {
    if (error instanceof RangeError) invalidOption('--only', error.message);
    throw error;
  }
}

const percent = (share: number | undefined): string => (share === undefined ? '-' : `${(100 * share).toFixed(2)} %`);
