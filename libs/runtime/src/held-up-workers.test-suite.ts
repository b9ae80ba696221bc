// Workers in a process of their own, for a test that stops it for longer than their locks last.
// Its argument: {databaseUrl, queueUrl, prefix, lockMs, workers, endFile}. They come to the end of a
// page once `endFile` is there, and write a line at each start, `start COUNT`, beside their log.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { segmentPageJob } from '@longhand/contracts';
import { openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { isOutage } from './is-outage.js';
import { pageRows, runStep, type StartedPageStep, type StepDefinition } from './run-step.js';
import { SuspectLane } from './suspect-lane.js';

const { databaseUrl, queueUrl, prefix, lockMs, workers, endFile } = JSON.parse(process.argv[2]);
const log = createLogger({ service: 'held-up', level: 'info' });
const db = openDatabase({ url: databaseUrl, pool: workers, log });

const step: StepDefinition<typeof segmentPageJob, StartedPageStep> = {
  contract: segmentPageJob,
  rows: pageRows(db.pages, 'segment-page'),
  async work({ tenantId, pageId }, { starts }) {
    process.stdout.write(`start ${starts}\n`);
    while (!existsSync(endFile)) await sleep(50);
    await db.pages.markSegmented(
      tenantId,
      pageId,
      { widthPx: 100, heightPx: 100, skewDegrees: 0, tookMs: 1, worker: 'w' },
      { contract: segmentPageJob, payload: { tenantId, documentId: pageId, pageId } },
    );
  },
};
const running = Array.from({ length: workers }, (_, i) =>
  runStep(step, {
    url: queueUrl,
    prefix,
    log,
    concurrency: 1,
    lockMs,
    isOutage,
    worker: `w${i}`,
    lane: new SuspectLane(),
  }),
);
await Promise.all(running.map((worker) => worker.ready()));
process.stdout.write('ready\n');
