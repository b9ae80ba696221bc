import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINES, LINE_FINDERS } from '@longhand/inference';
import { loadConfig } from '@longhand/config';
import { invalidOption, oneOf, parseOptions } from '../basics/options.js';
import { evaluatePages } from './evaluate-pages.js';
import { renderSegmentationReport, type SegmentationReport } from './segmentation-report.js';

export const EVALUATE_PAGES_HELP = `longhand evaluate pages: reads whole pages as the workers do, compares
lines and words with the ground truth, and writes docs/segmentation.md and .json

  --every N         every N-th page only, for a quick look; writes nothing (1)
  --hard N          also read every N-th Copiste validation page rotated, skewed and as a photo; 0 for none (1)
  --alone N         read every N-th line of the line sets as a separate picture; 0 for none (4)
  --letters N       render N letters in slanting hands and measure their skew; 0 for none (100)
  --lines NAME      how lines are found: ${LINE_FINDERS.join(', ')} (auto: as set in the models directory)
  --backend NAME    ${ENGINES.join(', ')} or auto (auto)
  --models DIR  --docs DIR  --data-root DIR
  --json            the report on standard output`;

const SETS = [
  { name: 'copiste', split: 'val' },
  { name: 'copiste', split: 'test' },
  { name: 'jls', kind: 'handwritten' },
  { name: 'jls', kind: 'typed' },
] as const;

/** `longhand evaluate pages ...` */
export async function evaluatePagesCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      every: { type: 'string', default: '1' },
      hard: { type: 'string', default: '1' },
      alone: { type: 'string', default: '4' },
      letters: { type: 'string', default: '100' },
      lines: { type: 'string', default: 'auto' },
      backend: { type: 'string', default: 'auto' },
      models: { type: 'string' },
      docs: { type: 'string', default: fileURLToPath(new URL('../../../docs', import.meta.url)) },
      'data-root': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(EVALUATE_PAGES_HELP);
    return;
  }
  const every = Number(values.every);
  if (!Number.isSafeInteger(every) || every < 1) invalidOption('--every', 'it is not a whole number from 1 on');
  const hardEvery = Number(values.hard);
  if (!Number.isSafeInteger(hardEvery) || hardEvery < 0) invalidOption('--hard', 'it is not a whole number from 0 on');
  const snippetsEvery = Number(values.alone);
  if (!Number.isSafeInteger(snippetsEvery) || snippetsEvery < 0)
    invalidOption('--alone', 'it is not a whole number from 0 on');
  const letters = Number(values.letters);
  if (!Number.isSafeInteger(letters) || letters < 0) invalidOption('--letters', 'it is not a whole number from 0 on');
  const config = loadConfig();
  const {
    figures,
    hard,
    snippets,
    letters: slanting,
    models,
  } = await evaluatePages(
    {
      modelsDir: resolve(values.models ?? config.ocr.modelsDir),
      dataRoot: resolve(values['data-root'] ?? config.handwritingData),
      backend: oneOf('--backend', values.backend, ['auto', ...ENGINES] as const),
      lineFinder: oneOf('--lines', values.lines, LINE_FINDERS),
      uncertainBelow: config.ocr.uncertainBelow,
      sets: SETS,
      every,
      hardEvery,
      snippetsEvery,
      letters,
    },
    log,
  );
  const report: SegmentationReport = {
    command: 'longhand evaluate pages',
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0].model}, ${cpus().length} cores`,
    models,
    figures,
    ...(hard && { hard }),
    ...(snippets && { snippets }),
    ...(slanting && { letters: slanting }),
  };
  if (values.json) console.log(JSON.stringify(report));
  if (every > 1) return;
  await writeFile(join(values.docs, 'segmentation.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(values.docs, 'segmentation.md'), renderSegmentationReport(report));
}
