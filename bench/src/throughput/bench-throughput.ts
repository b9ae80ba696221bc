import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measuredBy } from '../reliability/measured-by.js';
import { writeReliability } from '../reliability/replace-section.js';
import { hasRedis } from '../system/redis-process.js';
import { wholeNumberOption } from '../whole-number-option.js';
import { type QueueCost, queueCost } from './queue-cost.js';
import { runThroughput, type Throughput } from './run-throughput.js';

const HELP = `longhand bench throughput: pages per second with 1, 2 and 4 OCR workers, where the time goes, and
the cost of the queue

  --pages N     pages for each number of workers (80)
  --jobs N      empty jobs, to measure the cost of the queue (1000)
  --docs DIR    folder of reliability.md, whose section is updated; without it nothing is written
  --json        the report on standard output`;

/**
 * A page passes through the queue as segment-page and as recognise-page; its document's
 * split-document is shared by all its pages.
 */
const jobsAPage = 2;

/** `longhand bench throughput ...` */
export async function benchThroughput(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string', default: '80' },
      jobs: { type: 'string', default: '1000' },
      docs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const [pages, jobs] = [wholeNumberOption('--pages', values.pages), wholeNumberOption('--jobs', values.jobs)];
  const queue = hasRedis() ? 'redis' : 'postgres';
  const runs: Throughput[] = [];
  for (const workers of [1, 2, 4]) {
    runs.push(await runThroughput(workers, pages, queue));
    log(`${workers} OCR workers: ${(pages / (runs.at(-1)?.seconds ?? 1)).toFixed(2)} pages a second`);
  }
  const costs: QueueCost[] = [];
  for (const one of hasRedis() ? (['redis', 'postgres'] as const) : (['postgres'] as const))
    costs.push(await queueCost(one, jobs));
  const text = throughputReport(runs, costs, `longhand bench throughput --pages ${pages} --jobs ${jobs}`, queue);
  if (values.docs) await writeReliability(resolve(values.docs), 'throughput', text);
  if (values.json) console.log(JSON.stringify({ runs, costs }));
  else console.log(text);
}

function throughputReport(
  runs: readonly Throughput[],
  costs: readonly QueueCost[],
  command: string,
  queue: string,
): string {
  const kinds = Object.keys(runs[0].processor);
  const rows = runs.map(({ ocrWorkers, pages, seconds, processor }) => {
    const total = Object.values(processor).reduce((sum, value) => sum + value, 0);
    const shares = kinds.map((kind) => {
      const ms = (processor[kind] * 1000) / pages;
      return `${ms.toFixed(ms < 10 ? 1 : 0)} (${Math.round((processor[kind] / total) * 100)} %)`;
    });
    const busy = Math.round((total / seconds / availableParallelism()) * 100);
    const cells = [
      ocrWorkers,
      (pages / seconds).toFixed(2),
      ...shares,
      ((total * 1000) / pages).toFixed(0),
      `${busy} %`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const pageMs = (runs[0].seconds * 1000) / runs[0].pages;
  const costRows = costs.map(({ queue: name, jobs, wallMs, programMs, serverMs }) => {
    const wallMsAPage = jobsAPage * wallMs;
    const each = [wallMs, programMs, serverMs].map((ms) => ms.toFixed(2));
    const share = `${((wallMsAPage * 100) / pageMs).toFixed(1)} %`;
    return `| ${[name, jobs, ...each, wallMsAPage.toFixed(1), share].join(' | ')} |`;
  });
  return `${measuredBy(command)} Queue: ${queue}.

${runs[0].pages} printed pages of six lines (PDFs of ten), two preprocessing workers and 1, 2 or 4 OCR workers of one \
thread each. Processor time per page in milliseconds, with the share of each
process; the last column shows how busy the cores were.

| OCR workers | pages a second | ${kinds.join(' | ')} | all | cores busy |
|---|---|${kinds.map(() => '---|').join('')}---|---|
${rows.join('\n')}

Once the cores are busy, more workers on this machine gain nothing: the processor is the limit. More machines \
increase the throughput of the two kinds of
workers; all machines share PostgreSQL, the queue and the API.

The cost of the queue itself, measured with empty jobs, one at a time; a page takes ${jobsAPage} jobs:

| queue | jobs | ms per job | processor ms of sender and worker | processor ms of the server | ms per page | share \
of a page's time with one OCR worker |
|---|---|---|---|---|---|---|
${costRows.join('\n')}`;
}
