import { segmentPage, splitDocument } from '@longhand/contracts';
import { runWorker } from '@longhand/queue';
import {
  clearDeadFolders,
  isOutage,
  loadConfigOrExit,
  startWatchdog,
  onShutdown,
  openEverything,
  SuspectLane,
  startHealthServer,
  startHeartbeat,
  startOutboxRelay,
  workFoldersRoot,
} from '@longhand/runtime';
import { openPagePool } from './page-pool.js';
import { segmentPageHandler } from './segment-page.handler.js';
import { splitDocumentHandler } from './split-document.handler.js';
import { removeOriginals } from './with-original.js';

const kind = 'preprocess-worker';
/** Running jobs get this long to end; then they go back to the queue. */
const graceMs = 5_000;

const config = loadConfigOrExit(kind);
const { log, db, queue, store, close } = await openEverything(config, kind);
// Leftovers cost disk space and nothing else: no reason not to start.
await clearDeadFolders(workFoldersRoot(kind), { isStart: true }).catch((error) =>
  log.warn({ err: error }, 'could not clear what killed workers left'),
);
const pool = openPagePool({
  threads: config.worker.threads,
  limits: {
    maxPixels: config.page.maxPixels,
    maxPages: config.page.maxPagesPerDocument,
    timeoutMs: config.page.decodeTimeoutMs,
  },
  reader: { modelsDir: config.ocr.modelsDir, backend: config.ocr.backend, lineFinder: config.ocr.lineFinder },
});
const detail = () => ({ threads: pool.threads });
const heartbeat = startHeartbeat({ db, log, kind, detail });
const relay = startOutboxRelay({ db, queue, log });
const options = {
  url: config.queueUrl,
  prefix: config.queuePrefix,
  log,
  concurrency: config.worker.concurrency,
  isOutage,
};
const worker = heartbeat.id;
const lane = new SuspectLane();

const workers = [
  runWorker(
    options,
    splitDocument,
    (payload, context) =>
      splitDocumentHandler({ documents: db.documents, store, pool, relay, lane, worker }, payload, context),
    ({ tenantId, documentId }, { code, message }, outcome) =>
      db.documents.fail(tenantId, documentId, { code, message }, { ...outcome, worker }),
    ({ tenantId, documentId }) => db.documents.handBackSplit(tenantId, documentId),
  ),
  runWorker(
    options,
    segmentPage,
    (payload, context) =>
      segmentPageHandler(
        { pages: db.pages, documents: db.documents, store, pool, relay, lane, worker },
        payload,
        context,
      ),
    ({ tenantId, pageId }, { code, message }, outcome) =>
      db.pages.fail(tenantId, pageId, 'segment-page', { code, message }, { ...outcome, worker }),
    ({ tenantId, pageId }) => db.pages.handBack(tenantId, pageId, 'segment-page'),
  ),
];

const isHealthy = () => workers.every((w) => w.isHealthy());
const health = await startHealthServer({
  host: config.healthHost,
  port: config.healthPort,
  live: isHealthy,
  ready: async () => {
    await Promise.all([db.ping(), queue.ping(), store.check()]);
    return { worker, ...detail() };
  },
});

const shutDown = onShutdown(log, async () => {
  watchdog.close();
  await Promise.all(workers.map((w) => w.close(graceMs)));
  await Promise.all([relay.close(), heartbeat.close(), health.close(), pool.close()]);
  await removeOriginals(store);
  await close();
});
const watchdog = startWatchdog({ isHealthy, log, end: () => shutDown('unhealthy', 1) });

await Promise.all(workers.map((w) => w.ready()));
log.info({ healthPort: health.port, threads: pool.threads }, 'ready');
