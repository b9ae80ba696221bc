// The program in which one engine reads all pages, so that its memory is its own: `run-engine`
// starts it and talks to it.
import { AppError } from '@longhand/core';
import type { ScoredEngine } from './engine.js';
import { measureEngine, type PageToRead } from './measure-engine.js';
import { openEngine, type OpenEngineOptions } from './open-engine.js';
import type { FromEngine } from './run-engine.js';

interface Order extends OpenEngineOptions {
  name: ScoredEngine;
  pages: readonly PageToRead[];
}

const send = (message: FromEngine) => process.send?.(message);

process.once('message', async (order: Order) => {
  try {
    const engine = await openEngine(order.name, order);
    const report = await measureEngine(engine, order.pages, (done, seconds) => send({ kind: 'page', done, seconds }));
    send({ kind: 'report', report });
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'bench.engine_failed';
    send({ kind: 'failed', code, message: (error as Error).message });
  }
  process.disconnect();
});
