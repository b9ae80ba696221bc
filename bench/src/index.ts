export * from './bench-command.js';
