import { runSteps } from '../checks/run-steps.js';
import { allSteps } from '../checks/steps.js';
import type { Command } from '../command.js';

export const test: Command = {
  name: 'test',
  summary: 'install what the tests need and run all of them',
  usage: '[--only STEP]',
  optionHelp: [['--only STEP', `one step alone: ${allSteps.map((step) => step.name).join(', ')}`]],
  examples: ['longhand test', 'longhand test --only lint'],
  options: { only: { type: 'string' } },
  run: ({ values, out, signal }) => runSteps(typeof values.only === 'string' ? values.only : undefined, out, signal),
};
