import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DocumentView } from '@longhand/contracts';
import pg from 'pg';
import type { BenchSystem } from '../system/bench-system.js';
import { inTemporarySystem } from '../system/in-temporary-system.js';
import { processorSeconds } from '../system/process-stats.js';
import type { MeasuredRun, ServiceTimes } from './service-times.js';

const idleMs = 15_000;
/** Processor times are counted in these; less than one tick in the whole run is taken for one. */
const tickSeconds = 0.01;
const samples = fileURLToPath(new URL('../../../samples/records/', import.meta.url));

/**
 * The sample records again and again, each file with bytes of its own behind its end so that none
 * is a duplicate.
 */
function files(count: number) {
  const pages = ['letter.png', 'form.png', 'prescription.png'].map((name) => readFileSync(join(samples, name)));
  return Array.from({ length: count }, (_, i) => ({
    name: `page-${i}.png`,
    bytes: Buffer.concat([pages[i % pages.length], randomBytes(16)]),
  }));
}

/**
 * Sends `pages` pages through a system of one worker of each kind with one thread, and tells what
 * one page cost each process.
 */
export function measurePageCost(
  pages: number,
  queue: 'redis' | 'postgres',
): Promise<{ times: ServiceTimes; run: MeasuredRun }> {
  const env = { WORKER_THREADS: '1', WORKER_CONCURRENCY: '1' };
  return inTemporarySystem({ queue, env }, async (system) => {
    // The first pages load networks and warm V8 up: they are not counted.
    await send(system, 3);
    const sql = new pg.Client({ connectionString: system.databaseUrl });
    await sql.connect();
    try {
      const before = await snapshot(system, sql);
      const startedAt = performance.now();
      const batch = await send(system, pages);
      const seconds = (performance.now() - startedAt) / 1000;
      const after = await snapshot(system, sql);
      const idle = await idleRates(system, sql, batch.id);
      // What goes on without any page (looks at the outbox, heartbeats, the client that asks) is
      // not a page's cost.
      const each = (key: keyof typeof after) =>
        Math.max(tickSeconds, after[key] - before[key] - idle[key] * seconds) / pages;
      const took = await stepTimes(
        system,
        batch.documents.map(({ id }) => id),
      );
      return {
        times: {
          api: each('api'),
          preprocess: each('preprocess'),
          ocr: each('ocr'),
          postgres: each('postgres'),
          redis: each('redis'),
          spread: { preprocess: spreadOf(took.preprocess), ocr: spreadOf(took.ocr) },
          bytes: { store: each('store'), database: each('database'), wal: each('wal') },
        },
        run: { pages, seconds, wall: { preprocess: meanOf(took.preprocess), ocr: meanOf(took.ocr) } },
      };
    } finally {
      await sql.end();
    }
  });
}

async function send({ client }: BenchSystem, pages: number) {
  const { id } = await client.upload(files(pages), randomUUID());
  return client.finished(id, 120_000 + pages * 10_000);
}

/**
 * What the system uses in a second while it has nothing to do and is asked as often as during the
 * run.
 */
async function idleRates(system: BenchSystem, sql: pg.Client, batchId: string): Promise<Snapshot> {
  // What was left to do in the background comes to its end first.
  await sleep(3_000);
  const before = await snapshot(system, sql);
  const startedAt = performance.now();
  while (performance.now() - startedAt < idleMs) {
    await system.client.call(`/v1/batches/${batchId}`);
    await sleep(200);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await snapshot(system, sql);
  const keys = Object.keys(after) as (keyof Snapshot)[];
  return Object.fromEntries(keys.map((key) => [key, (after[key] - before[key]) / seconds])) as unknown as Snapshot;
}

type Snapshot = Awaited<ReturnType<typeof snapshot>>;

async function snapshot(system: BenchSystem, sql: pg.Client) {
  const ofKind = (kind: string) => system.servicesOf(kind).reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
  const { rows } = await sql.query<{ database: string; wal: string }>(
    `SELECT pg_database_size(current_database()) AS database, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal`,
  );
  return {
    api: ofKind('api'),
    preprocess: ofKind('preprocess-worker'),
    ocr: ofKind('ocr-worker'),
    postgres: processorSeconds(system.postgresPid),
    redis: system.redis ? processorSeconds(system.redis.pid) : 0,
    store: bytesBelow(join(system.folder, 'objects')),
    database: Number(rows[0].database),
    wal: Number(rows[0].wal),
  };
}

/** From the timelines: how long the step of each page took by the clock, seconds. */
async function stepTimes({ client }: BenchSystem, documents: readonly string[]) {
  const took = { preprocess: [] as number[], ocr: [] as number[] };
  for (const id of documents) {
    const response = await client.call(`/v1/documents/${id}`);
    const { timeline } = (await (response as Response).json()) as DocumentView;
    for (const { step, status, tookMs = 0 } of timeline) {
      if (step === 'segment-page' && status === 'segmented') took.preprocess.push(tookMs / 1000);
      if (step === 'recognise-page' && status === 'recognised') took.ocr.push(tookMs / 1000);
    }
  }
  return took;
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) / mean;
}
