export * from './commands/evaluate-command.js';
export * from './commands/train-command.js';
export * from './lines/adopt-line-model.js';
export * from './lines/evaluate-lines.js';
export * from './render/render-lines.js';
export * from './render/render-lines-command.js';
export * from './render/text/read-lexicons.js';
