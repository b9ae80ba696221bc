import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { createLogger } from '@longhand/log';
import { type JobQueue, openJobQueue, type RunningWorker, runWorker } from '@longhand/queue';
import { startOutboxRelay } from '@longhand/runtime';
import { patienceMs, type Seed, seedDatabase, segmented, until } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const pagesOfA = 10_000;
const pagesOfB = 10;
/**
 * What may go before ten pages: the places of the queue, as many turns as they take, and what two
 * workers have in hand.
 */
const maxAhead = 200;
const log = createLogger({ service: 'test', level: 'silent' });
let seed: Seed;
let queue: JobQueue;
let worker: RunningWorker | undefined;
let relay: { close(): Promise<void> } | undefined;

beforeAll(async () => {
  seed = await seedDatabase();
  queue = openJobQueue({ url: seed.url, prefix: 'flood', log, callTimeoutMs: patienceMs });
});
afterAll(async () => {
  await relay?.close();
  await worker?.close(2_000);
  await queue?.close();
  await seed?.close();
});

it('10,000 pages of one clinic hold up ten of another for 200 at most', async () => {
  const other = await seed.db.tenants.ensure('other');
  const { id: batchId } = await seed.db.batches.create(other, {});
  for (let i = 0; i < 10; i += 1) await seed.addDocument({ pageCount: pagesOfA / 10 });
  const done = { a: 0, b: 0 };
  relay = startOutboxRelay({ db: seed.db, queue, log });
  worker = runWorker({ url: seed.url, prefix: 'flood', log, concurrency: 2 }, segmentPageJob, async (payload) => {
    await sleep(50);
    await seed.db.pages.markSegmented(payload.tenantId, payload.pageId, segmented, {
      contract: recognisePageJob,
      payload,
    });
    done[payload.tenantId === other ? 'b' : 'a'] += 1;
  });
  await until('the first clinic’s pages are under way', () => done.a >= 30);
  await seed.addDocument({ tenantId: other, batchId, title: randomUUID(), pageCount: pagesOfB });
  const before = done.a;
  await until('the other clinic’s pages are done', () => done.b === pagesOfB);
  const ahead = done.a - before;
  console.log(`ten pages after 10,000 of another clinic: ${ahead} of those went before the last of them`);
  expect(ahead).toBeLessThanOrEqual(maxAhead);
  // Nobody's pages are put aside for it.
  expect(ahead).toBeGreaterThanOrEqual(pagesOfB - 1);
});
