import { PAGE_STEPS, type StepRun } from './step-cost.js';

/** Name of the chapter's place in the document. */
export const STEPS_SECTION = 'steps';

export interface StepCost {
  pages: readonly {
    name: string;
    lines: number;
    /** In the order in which one process did them; the first one compiles the programs. */
    runs: readonly StepRun[];
  }[];
}

const sumOf = (run: StepRun): number => PAGE_STEPS.reduce((sum, step) => sum + run[step], 0);
const milliseconds = (seconds: number): string => `${Math.round(1000 * seconds)}`;

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A chapter of docs/page-cost.md; everything in it comes from the measurement. */
export function stepCostReport(
  { pages }: StepCost,
  { command, date, machine }: { command: string; date: string; machine: string },
): string {
  const row = (name: string, of: (run: StepRun) => number) =>
    `| ${name} | ${pages.map(({ runs }) => milliseconds(medianOf(runs.slice(1).map(of)))).join(' | ')} |`;
  const first = pages.map(({ runs }) => milliseconds(sumOf(runs[0])));
  return `## Where the time of a page goes

Processor time in milliseconds, median of ${pages[0].runs.length - 1} runs in one process after a first one, measured \
by \`${command}\`
on ${date} (${machine}).

| step | ${pages.map(({ name, lines }) => `${name}, ${lines} lines`).join(' | ')} |
|---|${pages.map(() => '---:|').join('')}
${PAGE_STEPS.map((step) => row(step, (run) => run[step])).join('\n')}
${row('**together**', sumOf)}
| first page of a process | ${first.join(' | ')} |

The *second look* reads doubtful lines again at a larger size. The *decoder* turns the scores of the networks into
words, with the language model and the lexicon. The time to store the results is not included.
`;
}
