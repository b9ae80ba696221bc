export * from './commands/train-command.js';
export * from './export/import-weights.js';
export * from './trainer/train-glyphs.js';
