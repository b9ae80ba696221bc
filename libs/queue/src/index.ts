export * from './job-queue.js';
export * from './run-worker.js';
