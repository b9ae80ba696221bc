export * from './run-command-line.js';
