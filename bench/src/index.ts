export * from './bench-command.js';
export * from './keywords/evaluate-search.js';
