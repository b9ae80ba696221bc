import { parentPort, workerData } from 'node:worker_threads';
import { type GlyphClassifierOptions, loadGlyphClassifier } from '@longhand/classifier';
import { decodePage } from '@longhand/core';
import { toThreadFailure } from './thread-failure.js';
import type { FromThread, ThreadOptions, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('classify-thread runs as a worker thread only');

const send = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const { modelsDir, backend } = workerData as ThreadOptions;
try {
  const classifier = await loadGlyphClassifier({ modelsDir, backend } as GlyphClassifierOptions);
  port.on('message', async (request: ToThread) => {
    try {
      if (request.type === 'decode') {
        const { layout, probabilities, options } = request;
        send({ type: 'page', page: decodePage(layout, probabilities, options) });
      } else {
        const probabilities = await classifier.classify(request.glyphs);
        send({ type: 'probabilities', probabilities }, [probabilities.buffer as ArrayBuffer]);
      }
    } catch (error) {
      send({ type: 'error', ...toThreadFailure(error) });
    }
  });
  const { alphabet, modelVersion, engine } = classifier;
  send({ type: 'ready', loaded: { alphabet, modelVersion, engine } });
} catch (error) {
  send({ type: 'unusable', ...toThreadFailure(error) });
}
