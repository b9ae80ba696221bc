import { anyStep, clearDeadFolders, startOutboxRelay, startWorker, workFoldersRoot } from '@longhand/runtime';
import { openPagePool } from './page-pool.js';
import { segmentPageStep } from './segment-page.handler.js';
import { splitDocumentStep } from './split-document.handler.js';
import { removeOriginals } from './with-original.js';

const kind = 'preprocess-worker';

await startWorker(kind, async ({ config, log, db, queue, store }) => {
  // Leftovers cost disk space and nothing else: no reason not to start.
  await clearDeadFolders(workFoldersRoot(kind), { isStart: true }).catch((error) =>
    log.warn({ err: error }, 'could not remove files that killed workers left'),
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
  const relay = startOutboxRelay({ db, queue, log });
  return {
    detail: () => ({ threads: pool.threads }),
    steps: (worker) => {
      const deps = { documents: db.documents, pages: db.pages, store, pool, relay, worker };
      return [anyStep(splitDocumentStep(deps)), anyStep(segmentPageStep(deps))];
    },
    share: pool.share,
    close: async () => {
      await Promise.all([relay.close(), pool.close()]);
      await removeOriginals(store);
    },
  };
});
