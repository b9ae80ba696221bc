import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@longhand/config';
import { decodePage, encodeGrayPng } from '@longhand/image-io';
import { readPageSet } from '@longhand/training';
import { wholeNumberOption } from '../whole-number-option.js';
import { thirtyLinePage } from '../engines/scored-pages.js';
import { tesseractEngine } from '../engines/tesseract-engine.js';
import type { FromPageProcess, PageOrder, PageRun } from './page-cost.js';
import { type PageCost, pageCostReport } from './page-cost-report.js';
import { runProgram } from './run-program.js';
import { fourOnOne, scaleGray } from './scale-gray.js';
import { measureSteps } from './measure-steps.js';
import { STEPS_SECTION, stepCostReport } from './step-cost-report.js';
import { replaceSection } from '../reliability/replace-section.js';

const HELP = `longhand bench page: what it costs to prepare and segment a scan of an A4 sheet at 300 dpi (2480
x 3508), beside Tesseract's whole page, and what each step of reading a page costs

  --steps         only the steps, for a quick look at where the time goes
  --runs N        times each page goes through one process, after a first one (5)
  --models DIR    --data-root DIR
  --docs DIR      folder for page-cost.md; without it nothing is written
  --json          the figures on standard output`;

/** A4 at 300 dpi. */
const PAPER = { width: 2480, height: 3508 };
const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

/** `longhand bench page ...` */
export async function benchPage(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      steps: { type: 'boolean', default: false },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      docs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const config = loadConfig();
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  const modelsDir = resolve(values.models ?? config.ocr.modelsDir);
  const runs = wholeNumberOption('--runs', values.runs) + 1;
  const docs = values.docs === undefined ? undefined : join(resolve(values.docs), 'page-cost.md');
  const stepCost = await measureSteps({ dataRoot, modelsDir, runs, log });
  const steps = stepCostReport(stepCost, { command: 'longhand bench page --steps', ...today() });
  if (values.steps) {
    if (docs) await writeFile(docs, replaceSection(await readFile(docs, 'utf8'), STEPS_SECTION, steps));
    console.log(values.json ? JSON.stringify(stepCost) : steps);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'longhand-page-'));
  try {
    const all = await readPageSet(dataRoot, 'copiste', 'val');
    const chosen = thirtyLinePage(all);
    const { gray } = await decodePage(chosen.path, 1, LIMITS);
    const four = await Promise.all(all.slice(0, 4).map(async (page) => (await decodePage(page.path, 1, LIMITS)).gray));
    const sheets = [
      { name: 'one page, enlarged', trueLines: chosen.lines.length, gray: scaleGray(gray, PAPER.width, PAPER.height) },
      {
        name: 'four pages on one sheet, small writing',
        trueLines: all.slice(0, 4).reduce((sum, { lines }) => sum + lines.length, 0),
        gray: fourOnOne(four, PAPER.width, PAPER.height),
      },
    ];
    const tesseract = await tesseractEngine(['fra']);
    const cases: PageCost['cases'][number][] = [];
    for (const { name, trueLines, gray: sheet } of sheets) {
      const path = join(folder, `page-${cases.length}.png`);
      await writeFile(path, await encodeGrayPng(sheet));
      const sheetRuns = await runPages({ path, modelsDir, runs });
      for (const run of sheetRuns) log(JSON.stringify(run));
      const { childSeconds = Number.NaN, childPeakBytes = Number.NaN } = await tesseract.read(path, 'fra');
      cases.push({ name, trueLines, runs: sheetRuns, tesseract: { seconds: childSeconds, peakBytes: childPeakBytes } });
    }
    const report: PageCost = { ...PAPER, engine: tesseract.description, cases };
    const text = `${pageCostReport(report, { command: 'longhand bench page', ...today() })}
${inSection(steps)}`;
    if (docs) await writeFile(docs, text);
    if (values.json) console.log(JSON.stringify({ ...report, steps: stepCost }));
    else console.log(text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const inSection = (steps: string): string =>
  replaceSection(`<!-- begin ${STEPS_SECTION} -->\n<!-- end ${STEPS_SECTION} -->\n`, STEPS_SECTION, steps);

const today = () => ({
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores`,
});

const runPages = async (order: PageOrder): Promise<PageRun[]> =>
  (await runProgram<PageOrder, FromPageProcess>(new URL('./page-cost-process.js', import.meta.url), order)).runs;
