import { parentPort, workerData } from 'node:worker_threads';
import { loadPageReader, type PageReaderOptions, useThreadGate } from '@longhand/inference';
import { toThreadFailure } from './thread-failure.js';
import type { FromThread, ThreadOptions, ThreadResult, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('classify-thread runs as a worker thread only');

useThreadGate((workerData as { gate: SharedArrayBuffer }).gate);
const send = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

try {
  const reader = await loadPageReader({
    ...(workerData as ThreadOptions as PageReaderOptions),
    lineFinder: 'classical',
  });
  const answer = async (request: ToThread): Promise<ThreadResult> => {
    if (request.type === 'classify')
      return { type: 'probabilities', probabilities: await reader.classify(request.glyphs) };
    if (request.type === 'read-lines') return { type: 'strips', strips: await reader.readLines(request.strips) };
    return { type: 'page', page: await reader.decode(request.layout, request.scores) };
  };
  port.on('message', async (request: ToThread) => {
    try {
      const result = await answer(request);
      send(result, buffersOf(result));
    } catch (error) {
      send({ type: 'error', ...toThreadFailure(error) });
    }
  });
  const { alphabet, modelVersion, engine } = reader.glyphs;
  const { lines } = reader;
  const loaded = { alphabet, modelVersion, engine };
  send({
    type: 'ready',
    loaded: lines ? { ...loaded, lines: { modelVersion: lines.modelVersion, engine: lines.engine } } : loaded,
  });
} catch (error) {
  send({ type: 'unusable', ...toThreadFailure(error) });
}

/** What is handed over instead of copied. */
function buffersOf(result: ThreadResult): ArrayBuffer[] {
  if (result.type === 'probabilities') return [result.probabilities.buffer as ArrayBuffer];
  if (result.type !== 'strips') return [];
  return [
    ...new Set(
      result.strips
        .flatMap(({ logits, larger }) => [logits, ...(larger ? [larger.logits] : [])])
        .map((l) => l.buffer as ArrayBuffer),
    ),
  ];
}
