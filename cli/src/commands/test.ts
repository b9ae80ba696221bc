import { runSteps } from '../checks/run-steps.js';
import { allSteps } from '../checks/steps.js';
import type { Command } from '../command.js';

export const test: Command = {
  name: 'test',
  summary: 'install what the tests need, and run all tests',
  usage: '[--only STEP]',
  optionHelp: [['--only STEP', `run one step: ${allSteps.map((step) => step.name).join(', ')}`]],
  examples: ['longhand test', 'longhand test --only lint'],
  options: { only: { type: 'string' } },
  run: ({ values, out, signal }) => runSteps(typeof values.only === 'string' ? values.only : undefined, out, signal),
};
