import { seededRandom } from '@longhand/core';
import { randomUUID } from 'node:crypto';
import type { BenchSystem } from '../system/bench-system.js';
import { inTemporarySystem } from '../system/in-temporary-system.js';
import { processorSeconds } from '../system/process-stats.js';
import { randomLines } from '../system/random-words.js';
import { textPdf } from '../system/text-pdf.js';

export interface Throughput {
  ocrWorkers: number;
  pages: number;
  seconds: number;
  /** Processor seconds of each kind of process, all pages together. */
  processor: Record<string, number>;
}

const pagesADocument = 10;

/**
 * Pages through API, two preprocessing workers of one thread and so many OCR workers of one thread.
 */
export function runThroughput(ocrWorkers: number, pages: number, queue: 'redis' | 'postgres'): Promise<Throughput> {
  const options = { queue, ocrWorkers, preprocessWorkers: 2, env: { WORKER_THREADS: '1', WORKER_CONCURRENCY: '2' } };
  return inTemporarySystem(options, async (system) => {
    // The first pages load networks and warm V8 up: they are not counted.
    await send(system, 4 * ocrWorkers, 1);
    const before = processorOf(system);
    const startedAt = performance.now();
    await send(system, pages, 2);
    const seconds = (performance.now() - startedAt) / 1000;
    const after = processorOf(system);
    const processor = Object.fromEntries(Object.entries(after).map(([kind, value]) => [kind, value - before[kind]]));
    return { ocrWorkers, pages, seconds, processor };
  });
}

async function send({ client }: BenchSystem, pages: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const files = Array.from({ length: Math.ceil(pages / pagesADocument) }, (_, i) => ({
    name: `pages-${i}.pdf`,
    bytes: textPdf(
      Array.from({ length: Math.min(pagesADocument, pages - i * pagesADocument) }, () => randomLines(random, 6)),
    ),
  }));
  const { id } = await client.upload(files, randomUUID());
  await client.finished(id, 60_000 + pages * 5_000);
}

function processorOf(system: BenchSystem): Record<string, number> {
  const sum = (kind: string) => system.servicesOf(kind).reduce((all, { pid }) => all + processorSeconds(pid), 0);
  return {
    API: sum('api'),
    'preprocessing workers': sum('preprocess-worker'),
    'OCR workers': sum('ocr-worker'),
    PostgreSQL: processorSeconds(system.postgresPid),
    ...(system.redis && { Redis: processorSeconds(system.redis.pid) }),
  };
}
