// A worker as a process of its own, for tests that kill it. Its argument: {url, prefix, queue,
// workMs}. It writes a line at the start and the end of each job: `start ID ATTEMPT`, `end ID`.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@longhand/log';
import { runWorker } from './run-worker.js';
import { testContract } from './test-contract.test-suite.js';

const { url, prefix, queue, workMs } = JSON.parse(process.argv[2]);
const log = createLogger({ service: 'killable', level: 'silent' });

const worker = runWorker({ url, prefix, log, concurrency: 2 }, testContract(queue), async ({ id }, { attempt }) => {
  process.stdout.write(`start ${id} ${attempt}\n`);
  await sleep(workMs);
  process.stdout.write(`end ${id}\n`);
});
await worker.ready();
process.stdout.write('ready\n');
