export * from './commands/evaluate-command.js';
export * from './commands/train-command.js';
export * from './lines/adopt-line-model.js';
export * from './lines/evaluate-lines.js';
