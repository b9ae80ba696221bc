import { recognisePageJob } from '@longhand/contracts';
import { anyStep, startWorker } from '@longhand/runtime';
import { markWork } from '@longhand/telemetry';
import { openClassifierPool } from './classifier-pool.js';
import { recognisePageStep } from './recognise-page.handler.js';

await startWorker('ocr-worker', async ({ config, log, db, store }) => {
  const classifier = await openClassifierPool({
    threads: config.worker.threads,
    modelsDir: config.ocr.modelsDir,
    backend: config.ocr.backend,
    glyphModel: config.ocr.glyphModel,
    uncertainBelow: config.ocr.uncertainBelow,
    budgetMs: recognisePageJob.timeoutMs,
    log,
  });
  const { engine, lines } = classifier;
  markWork.engine(lines?.engine.name ?? engine.name);
  return {
    detail: () => ({
      engine: engine.name,
      engineDetail: engine.detail,
      refused: engine.tried,
      model: classifier.modelVersion,
      lineModel: lines?.modelVersion,
      lineEngine: lines?.engine.name,
      threads: classifier.threadCount(),
    }),
    steps: (worker) => [anyStep(recognisePageStep({ pages: db.pages, store, classifier, worker }))],
    share: classifier.share,
    close: classifier.close,
  };
});
