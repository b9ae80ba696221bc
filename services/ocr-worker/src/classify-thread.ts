import { parentPort, workerData } from 'node:worker_threads';
import { type GlyphClassifierOptions, loadGlyphClassifier } from '@longhand/classifier';
import { AppError } from '@longhand/core';
import type { FromThread, ThreadOptions, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('classify-thread runs as a worker thread only');

const send = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const reasonOf = (error: unknown) => ({
  code: error instanceof AppError ? error.code : 'classifier.failed',
  message: error instanceof Error ? error.message : String(error),
});

const { modelsDir, backend } = workerData as ThreadOptions;
try {
  const options = { modelsDir, backend } as GlyphClassifierOptions;
  const classifier = await loadGlyphClassifier(options);
  port.on('message', async ({ glyphs }: ToThread) => {
    try {
      const probabilities = await classifier.classify(glyphs);
      send({ type: 'result', probabilities }, [probabilities.buffer as ArrayBuffer]);
    } catch (error) {
      send({ type: 'error', ...reasonOf(error) });
    }
  });
  const { alphabet, modelVersion, engine } = classifier;
  send({ type: 'ready', loaded: { alphabet, modelVersion, engine } });
} catch (error) {
  send({ type: 'unusable', ...reasonOf(error) });
}
