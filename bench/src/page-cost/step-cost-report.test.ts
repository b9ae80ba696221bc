import { expect, test } from 'vitest';
import { PAGE_STEPS, type StepRun } from './step-cost.js';
import { stepCostReport } from './step-cost-report.js';

const run = (seconds: number, decoder = seconds): StepRun =>
  ({ ...Object.fromEntries(PAGE_STEPS.map((step) => [step, seconds])), decoder }) as StepRun;
const made = { command: 'longhand bench page --steps', date: '2026-11-30', machine: 'a machine' };

test('each step has the median of the later runs, and the first one stands by itself', () => {
  const runs = [run(9), run(0.1, 0.4), run(0.3, 0.2), run(0.2, 0.3)];
  const text = stepCostReport({ pages: [{ name: 'handwriting', lines: 30, runs }] }, made);
  expect(text).toContain('| step | handwriting, 30 lines |');
  expect(text).toContain('median of 3 runs');
  expect(text).toContain('| preparation | 200 |');
  expect(text).toContain('| decoder | 300 |');
  // Sums of whole runs: 8 x 0.1 + 0.4, 8 x 0.3 + 0.2, 8 x 0.2 + 0.3.
  expect(text).toContain('| **together** | 1900 |');
  expect(text).toContain('| first page of a process | 81000 |');
});

test('an even number of runs has the mean of the two in the middle, and each page its column', () => {
  const text = stepCostReport(
    {
      pages: [
        { name: 'a', lines: 1, runs: [run(1), run(0.1), run(0.2)] },
        { name: 'b', lines: 2, runs: [run(1), run(0.5), run(0.5)] },
      ],
    },
    made,
  );
  expect(text).toContain('| segmentation | 150 | 500 |');
});
