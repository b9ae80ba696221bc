export * from './commands/evaluate-command.js';
export * from './commands/train-command.js';
