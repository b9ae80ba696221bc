import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@longhand/core';
import { measuredBy } from '../reliability/measured-by.js';
import { writeReliability } from '../reliability/replace-section.js';
import { inTemporarySystem } from '../system/in-temporary-system.js';
import { hasRedis } from '../system/redis-process.js';
import { wholeNumberOption } from '../whole-number-option.js';
import { runSoak, type SoakReport } from './run-soak.js';

const HELP = `longhand bench soak: sends small printed pages through the API and the workers, and records the
memory of each process

  --pages N     pages (2000: about ten minutes on two cores)
  --docs DIR    folder of reliability.md, whose section is updated; without it nothing is written
  --json        the report on standard output`;

/** Aim: memory at the end within this of that at 10 %. */
const aim = 0.15;

/** `longhand bench soak ...` */
export async function benchSoak(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string', default: '2000' },
      docs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const pages = wholeNumberOption('--pages', values.pages);
  const queue = hasRedis() ? 'redis' : 'postgres';
  const report = await inTemporarySystem({ queue }, (system) => runSoak(system, pages, log));
  const text = soakReport(report, queue);
  if (values.docs) await writeReliability(resolve(values.docs), 'soak', text);
  if (values.json) console.log(JSON.stringify(report));
  else console.log(text);
  if (report.pagesFailed > 0) throw new AppError('bench.soak', `${report.pagesFailed} pages failed.`);
}

const change = ({ atTenth, atEnd }: SoakReport['processes'][number]): number => atEnd / atTenth - 1;

function soakReport(report: SoakReport, queue: string): string {
  const rows = report.processes.map((one) => {
    const percent = `${change(one) > 0 ? '+' : ''}${(change(one) * 100).toFixed(1)} %`;
    const cells = [one.atTenth, one.atEnd, one.most].map((value) => value.toFixed(0));
    const growth = change(one) <= aim ? percent : `**${percent}**`;
    return `| ${[one.process, ...cells, growth, one.slope.toFixed(1)].join(' | ')} |`;
  });
  return `${measuredBy(`longhand bench soak --pages ${report.pages}`)} Queue: ${queue}.

${report.pages.toLocaleString('en-GB')} small printed pages (three lines each, PDFs of 40 pages) through one API, one \
preprocessing worker and one OCR worker in
${Math.round(report.seconds)} s (${(report.pages / report.seconds).toFixed(1)} pages a second); ${report.pagesFailed} \
failed. Resident memory, MiB:

| process | at 10 % | at the end | most | change (aim: within 15 %) | slope in 1,000 pages |
|---|---|---|---|---|---|
${rows.join('\n')}`;
}
