import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../reliability/replace-section.js';
import { hasRedis } from '../system/redis-process.js';
import { wholeNumberOption } from '../whole-number-option.js';
import { measurePageCost } from './measure-page-cost.js';
import { scaleReport } from './scale-report.js';
import type { ServiceCalibration } from './service-times.js';

const HELP = `longhand bench scale: what a page costs each part of the system, and how many of each part a given
rate needs, checked by a simulation

  --pages N     pages to measure (30)
  --again       measure nothing; write the report from the figures in docs/scale.json
  --docs DIR    folder for scale.md and scale.json; without it nothing is written`;

/** `longhand bench scale ...` */
export async function benchScale(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string', default: '30' },
      again: { type: 'boolean', default: false },
      docs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const docs = resolve(values.docs ?? 'docs');
  const calibration = values.again
    ? (JSON.parse(readFileSync(join(docs, 'scale.json'), 'utf8')) as ServiceCalibration)
    : await calibrate(wholeNumberOption('--pages', values.pages), log);
  const text = scaleReport(calibration);
  if (values.docs) {
    writeFileSync(join(docs, 'scale.json'), `${JSON.stringify(calibration, null, 2)}\n`);
    const path = join(docs, 'scale.md');
    writeFileSync(path, replaceSection(readFileSync(path, 'utf8'), 'scale', text));
  }
  console.log(text);
}

async function calibrate(pages: number, log: (line: string) => void): Promise<ServiceCalibration> {
  log(`${pages} pages through a system of one worker of each kind ...`);
  const measured = await measurePageCost(pages, hasRedis() ? 'redis' : 'postgres');
  const machine =
    `${cpus()[0]?.model ?? process.arch}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} during ` +
    `the run, Node ${process.versions.node}`;
  return { command: `longhand bench scale --pages ${pages}`, machine, cores: availableParallelism(), ...measured };
}
