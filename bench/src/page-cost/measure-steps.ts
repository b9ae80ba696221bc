import { readPageSet } from '@longhand/training';
import { thirtyLinePage } from '../engines/scored-pages.js';
import { runProgram } from './run-program.js';
import type { FromStepProcess, StepOrder } from './step-cost.js';
import type { StepCost } from './step-cost-report.js';

/**
 * Measures the steps of a page of modern handwriting and of a typed letter, about thirty lines
 * each.
 */
export async function measureSteps({
  dataRoot,
  modelsDir,
  runs,
  log,
}: {
  dataRoot: string;
  modelsDir: string;
  /** How often one process reads each page. */
  runs: number;
  log(line: string): void;
}): Promise<StepCost> {
  const letters = await readPageSet(dataRoot, 'jls');
  const chosen = [
    { name: 'handwriting', page: thirtyLinePage(await readPageSet(dataRoot, 'copiste', 'val')) },
    { name: 'typed letter', page: thirtyLinePage(letters.filter(({ kind }) => kind === 'typed')) },
    { name: 'letter of 1905', page: thirtyLinePage(letters.filter(({ kind }) => kind === 'handwritten')) },
  ];
  const pages: StepCost['pages'][number][] = [];
  for (const { name, page } of chosen) {
    const order = { path: page.path, modelsDir, runs };
    const { lines, runs: done } = await runProgram<StepOrder, FromStepProcess>(
      new URL('./step-cost-process.js', import.meta.url),
      order,
    );
    for (const run of done) log(JSON.stringify({ page: name, ...run }));
    pages.push({ name, lines, runs: done });
  }
  return { pages };
}
