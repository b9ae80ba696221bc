import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@longhand/core';
import { writeReliability } from '../reliability/replace-section.js';
import { wholeNumberOption } from '../whole-number-option.js';
import { chaosReport } from './chaos-report.js';
import { type ChaosRun, runChaos, scenarios } from './run-chaos.js';

const HELP = `longhand bench chaos: injects every known fault into a running system and checks the outcome

  --seeds N     passes through all faults, each with a different seed (3; about six minutes each)
  --only A,B    only these faults: ${scenarios.map(({ name }) => name).join(', ')}
  --docs DIR    folder of reliability.md, whose section on these faults is updated; without it nothing is written
  --json        the results on standard output`;

/** `longhand bench chaos ...` */
export async function benchChaos(args: readonly string[], log: (line: string) => void): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '3' },
      only: { type: 'string' },
      docs: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown)
    throw new AppError('cli.invalid_option', `There is no fault "${unknown}". See longhand bench chaos --help.`);
  const seeds = wholeNumberOption('--seeds', values.seeds);
  const runs: ChaosRun[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) runs.push(await runChaos({ seed, log, ...(only && { only }) }));
  const report = chaosReport(runs, `longhand bench chaos --seeds ${seeds}${only ? ` --only ${only.join(',')}` : ''}`);
  if (values.docs) await writeReliability(resolve(values.docs), ['chaos', ...(only ?? [])].join(' '), report);
  if (values.json) console.log(JSON.stringify(runs));
  else console.log(report);
  if (runs.some(({ results, check }) => !check.isSound || results.some(({ faults }) => faults.length > 0)))
    throw new AppError('bench.chaos', 'Not everything was as it should be: see the table.');
}
