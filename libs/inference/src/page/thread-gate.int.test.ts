import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { lineNetwork } from '../lines/line-network.js';
import { lineGraph } from '../lines/line-graph.js';
import { ThreadGate } from '../threads/thread-gate.js';
import { sourceLoaderOptions } from '../threads/thread-location.js';
import { randomWeights } from '../testing/random-weights.js';

const settings = { classes: 20, widths: [16, 16, 16], context: 32, blocks: 1, kernel: 3 };

// Without closing the gate first the whole test process is aborted here.
test('threads are ended in the middle of their work, and the process lives on', async () => {
  const model = lineGraph(settings, randomWeights(lineNetwork(settings), 1));
  for (let round = 0; round < 4; round++) {
    const threads = await Promise.all(
      [0, 1].map(async () => {
        const gate = new ThreadGate();
        const url = new URL('../testing/endless-thread.mjs', import.meta.url);
        const worker = new Worker(url, {
          workerData: { gate: gate.memory, model },
          execArgv: sourceLoaderOptions(import.meta.url),
        });
        await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
        return { gate, worker };
      }),
    );
    for (const { gate, worker } of threads) {
      await gate.close();
      await worker.terminate();
      expect(worker.threadId).toBe(-1);
    }
  }
});
