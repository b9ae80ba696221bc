import { AppError } from '@longhand/core';
import { benchSoak } from './soak/bench-soak.js';
import { benchThroughput } from './throughput/bench-throughput.js';
import { benchChaos } from './chaos/bench-chaos.js';
import { benchDocuments } from './documents/bench-documents.js';
import { benchDetector } from './detector/bench-detector.js';
import { benchEngines } from './engines/bench-engines.js';
import { benchPage } from './page-cost/bench-page.js';
import { benchFuzz } from './fuzz/bench-fuzz.js';
import { benchScale } from './scale/bench-scale.js';
import { benchSearch } from './search/bench-search.js';

/** A measurement: reads its own options from what follows its name. */
export type Benchmark = (args: readonly string[], log: (line: string) => void) => Promise<void>;

const benchmarks: Readonly<Record<string, { run: Benchmark; summary: string }>> = {
  engines: { run: benchEngines, summary: 'Longhand, Tesseract, tesseract.js and PP-OCRv4 on the same pages' },
  chaos: {
    run: benchChaos,
    summary: 'inject faults into a running system: what is lost, and how long recovery takes',
  },
  detector: {
    run: benchDetector,
    summary: 'the line detector: frames per second, and its line F-score compared with the classical method',
  },
  documents: {
    run: benchDocuments,
    summary: 'what each page of a PDF or TIFF of 50, 200 and 800 pages costs to open and decode',
  },
  page: {
    run: benchPage,
    summary: 'what each step of a page costs, and an A4 scan at 300 dpi compared with Tesseract',
  },
  fuzz: { run: benchFuzz, summary: 'damaged files and wrong requests: crashes, errors and memory' },
  soak: { run: benchSoak, summary: 'thousands of pages: the memory of each process' },
  throughput: {
    run: benchThroughput,
    summary: 'pages per second with 1, 2 and 4 OCR workers, where the time goes, cost of the queue',
  },
  scale: {
    run: benchScale,
    summary: 'what a page costs each part, and system sizes for 1, 10 and 1,000 pages per second',
  },
  search: { run: benchSearch, summary: 'search over a million synthetic pages: times, index size, build time' },
};

const HELP = `longhand bench NAME [options]; longhand bench NAME --help shows the options

${Object.entries(benchmarks)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}`;

/**
 * `longhand bench NAME ...`
 * @throws AppError `cli.invalid_option` for an unknown benchmark or option
 */
export async function benchCommand(
  args: readonly string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(HELP);
    return;
  }
  const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!benchmark)
    throw new AppError('cli.invalid_option', `There is no benchmark "${name}". See longhand bench --help.`);
  await benchmark.run(rest, log);
}
