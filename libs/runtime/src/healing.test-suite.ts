import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { recognisePageJob, segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import { createLogger } from '@longhand/log';
import { type JobQueue, openJobQueue, type RunningWorker, runWorker } from '@longhand/queue';
import {
  hashOf,
  patienceMs,
  readBy,
  recognisedPage,
  type Seed,
  seedDatabase,
  segmented,
  until,
} from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OutboxRelay, startOutboxRelay } from './outbox-relay.js';
import { startSweeper } from './sweeper.js';

const log = createLogger({ service: 'test', level: 'silent' });
const pageCount = 20;

export interface HealingServer {
  url: string;
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole chain of jobs with steps that only write rows, on one backend of the queue, which loses
 * everything in the middle.
 */
export function describeHealing(name: string, start: (seed: Seed) => Promise<HealingServer>): void {
  describe(`a queue that loses its jobs: ${name}`, () => {
    let seed: Seed;
    let server: HealingServer;
    let queue: JobQueue;
    let relay: OutboxRelay;
    const prefix = `p${randomUUID().slice(0, 8)}`;
    const workers: RunningWorker[] = [];
    const sweepers: { close(): Promise<void> }[] = [];
    beforeAll(async () => {
      seed = await seedDatabase();
      server = await start(seed);
      queue = openJobQueue({ url: server.url, prefix, log, callTimeoutMs: patienceMs });
      relay = startOutboxRelay({ db: seed.db, queue, log, intervalMs: 100 });
      startWorkers();
    });
    afterAll(async () => {
      await Promise.all([relay, ...sweepers].map((part) => part.close()));
      await Promise.all(workers.map((worker) => worker.close(2_000)));
      await queue.close();
      await seed.close();
      await server.stop();
    });

    function startWorkers(): void {
      const { documents, pages } = seed.db;
      const options = { url: server.url, prefix, log, concurrency: 2 };
      const worker = 'w1';
      workers.push(
        runWorker(options, splitDocumentJob, async ({ tenantId, documentId }) => {
          if (!(await documents.beginSplit(tenantId, documentId))) return;
          const payload = { tenantId, documentId };
          await documents.finishSplit(tenantId, documentId, {
            pageCount,
            nextOf: (pageId) => ({
              contract: segmentPageJob,
              payload: { ...payload, pageId },
            }),
          });
        }),
        runWorker(options, segmentPageJob, async (payload) => {
          if (!(await pages.begin(payload.tenantId, payload.pageId, 'segment-page'))) return;
          await sleep(30);
          await pages.markSegmented(payload.tenantId, payload.pageId, segmented, {
            contract: recognisePageJob,
            payload,
          });
        }),
        runWorker(options, recognisePageJob, async ({ tenantId, pageId }) => {
          if (!(await pages.begin(tenantId, pageId, 'recognise-page'))) return;
          await sleep(60);
          await pages.saveRecognised(tenantId, pageId, { ...readBy, worker, page: recognisedPage(['a word']) });
        }),
      );
    }

    async function upload(): Promise<string> {
      const documentId = randomUUID();
      const document = {
        id: documentId,
        batchId: seed.batchId,
        name: 'a',
        title: 'a',
        tags: [],
        sha256: hashOf(documentId),
      };
      await seed.db.documents.createOnce(
        seed.tenantId,
        { ...document, mediaType: 'image/tiff', sizeBytes: 1 },
        { contract: splitDocumentJob, payload: { tenantId: seed.tenantId, documentId } },
      );
      return documentId;
    }

    const doneOf = async (documentId: string) =>
      (await seed.db.documents.get(seed.tenantId, documentId))?.pagesDone ?? 0;
    const isDone = async (documentId: string) =>
      (await seed.db.documents.get(seed.tenantId, documentId))?.status === 'done';

    async function expectEachPageOnce(documentId: string): Promise<void> {
      const timeline = await seed.db.documents.timeline(seed.tenantId, documentId);
      const recognised = timeline.filter(({ status }) => status === 'recognised').map(({ page }) => page);
      expect(recognised.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: pageCount }, (_, i) => i + 1));
    }

    it('brings a document through all steps by outbox and relay alone', async () => {
      const documentId = await upload();
      relay.kick();
      await until('all pages are done', () => isDone(documentId));
      await expectEachPageOnce(documentId);
      expect(await seed.db.outbox.count()).toBe(0);
    });

    it('heals when everything is lost in the middle, and when a document’s first job is lost', async () => {
      const documentId = await upload();
      relay.kick();
      await until('some pages are done', async () => (await doneOf(documentId)) >= 3);
      await server.empty();
      const lost = await upload();
      // As if the relay had handed it over and the server had lost it.
      await seed.db.outbox.relay(10, async () => {});
      await sleep(1_500);
      expect(await isDone(documentId)).toBe(false);
      for (let i = 0; i < 2; i += 1) {
        sweepers.push(startSweeper({ db: seed.db, queue, log, intervalMs: 500, olderThanMs: 2_000 }));
      }
      const tookMs = await until('both are done', async () => (await isDone(documentId)) && isDone(lost), 60_000);
      process.stdout.write(`emptied ${name}: healed ${(tookMs / 1000).toFixed(1)} s after the sweeper began\n`);
      await expectEachPageOnce(documentId);
      await expectEachPageOnce(lost);
    });
  });
}
