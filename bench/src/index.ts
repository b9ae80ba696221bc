export * from './bench-command.js';
export * from './keywords/evaluate-search.js';
export { type ChaosRun, runChaos } from './chaos/run-chaos.js';
