import { recognisePage } from '@longhand/contracts';
import { runWorker } from '@longhand/queue';
import {
  isOutage,
  loadConfigOrExit,
  startWatchdog,
  onShutdown,
  openEverything,
  SuspectLane,
  startHealthServer,
  startHeartbeat,
} from '@longhand/runtime';
import { markWork } from '@longhand/telemetry';
import { openClassifierPool } from './classifier-pool.js';
import { recognisePageHandler } from './recognise-page.handler.js';

const kind = 'ocr-worker';
/** Running jobs get this long to end; then they go back to the queue. */
const graceMs = 5_000;

const config = loadConfigOrExit(kind);
const { log, db, queue, store, close } = await openEverything(config, kind);
const classifier = await openClassifierPool({
  threads: config.worker.threads,
  modelsDir: config.ocr.modelsDir,
  backend: config.ocr.backend,
  uncertainBelow: config.ocr.uncertainBelow,
  log,
});
const detail = () => ({
  engine: classifier.engine.name,
  engineDetail: classifier.engine.detail,
  refused: classifier.engine.tried,
  model: classifier.modelVersion,
  lineModel: classifier.lines?.modelVersion,
  lineEngine: classifier.lines?.engine.name,
  threads: classifier.threadCount(),
});
markWork.engine(classifier.lines?.engine.name ?? classifier.engine.name);
const heartbeat = startHeartbeat({ db, log, kind, detail });
const worker = heartbeat.id;

const lane = new SuspectLane();
const running = runWorker(
  { url: config.queueUrl, prefix: config.queuePrefix, log, concurrency: config.worker.concurrency, isOutage },
  recognisePage,
  (payload, context) => recognisePageHandler({ pages: db.pages, store, classifier, lane, worker }, payload, context),
  ({ tenantId, pageId }, { code, message }, outcome) =>
    db.pages.fail(tenantId, pageId, 'recognise-page', { code, message }, { ...outcome, worker }),
  ({ tenantId, pageId }) => db.pages.handBack(tenantId, pageId, 'recognise-page'),
);

const isHealthy = () => running.isHealthy();
const health = await startHealthServer({
  host: config.healthHost,
  port: config.healthPort,
  live: isHealthy,
  ready: async () => {
    await Promise.all([db.ping(), queue.ping(), store.check()]);
    classifier.assertRunning();
    return { worker, ...detail() };
  },
});

const shutDown = onShutdown(log, async () => {
  watchdog.close();
  await running.close(graceMs);
  await Promise.all([heartbeat.close(), health.close(), classifier.close()]);
  await close();
});
const watchdog = startWatchdog({ isHealthy, log, end: () => shutDown('unhealthy', 1) });

await running.ready();
log.info({ healthPort: health.port, ...detail(), refused: undefined }, 'ready');
