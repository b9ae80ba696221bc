export { bullmqSchema as QUEUE_SCHEMA } from './bullmq-schema.js';
export * from './job-queue.js';
export * from './run-worker.js';
export * from './worker-types.js';
