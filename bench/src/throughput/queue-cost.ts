import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recognisePageJob } from '@longhand/contracts';
import { startPostgres } from '@longhand/embedded';
import { createLogger } from '@longhand/log';
import { openJobQueue, runWorker } from '@longhand/queue';
import { processorSeconds } from '../system/process-stats.js';
import { RedisProcess } from '../system/redis-process.js';

export interface QueueCost {
  queue: 'redis' | 'postgres';
  jobs: number;
  /** Of one job that does nothing, ms: from the first to the last, one at a time in hand. */
  wallMs: number;
  /** Processor time of one job, ms: sender and worker, and the queue's server. */
  programMs: number;
  serverMs: number;
}

/**
 * Jobs that do nothing through the queue as the services use it: enqueued many at a time, taken one
 * by one.
 */
export async function queueCost(queue: 'redis' | 'postgres', jobs: number): Promise<QueueCost> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-bench-'));
  const server =
    queue === 'redis'
      ? await RedisProcess.start(join(folder, 'redis'))
      : await startPostgres({ dataDir: join(folder, 'postgres'), password: 'bench', database: 'bench' });
  try {
    const measured = await passJobs(server.url, server.pid, jobs);
    return { queue, jobs, ...measured };
  } finally {
    await (server instanceof RedisProcess ? server.kill() : server.stop());
    await rm(folder, { recursive: true, force: true });
  }
}

async function passJobs(url: string, serverPid: number, jobs: number): Promise<Omit<QueueCost, 'queue' | 'jobs'>> {
  const options = { url, prefix: 'bench', log: createLogger({ service: 'bench', level: 'silent' }) };
  const queue = openJobQueue(options);
  const ids = () => ({ tenantId: randomUUID(), documentId: randomUUID(), pageId: randomUUID() });
  let left = 0;
  let allDone = () => {};
  const worker = runWorker({ ...options, concurrency: 1 }, recognisePageJob, async () => {
    left -= 1;
    if (left === 0) allDone();
  });
  const pass = async (count: number) => {
    left = count;
    const done = new Promise<void>((resolve) => {
      allDone = resolve;
    });
    for (let i = 0; i < count; i += 100)
      await queue.enqueueMany(recognisePageJob, Array.from({ length: Math.min(100, count - i) }, ids), {
        timeoutMs: 30_000,
      });
    await done;
  };
  try {
    await worker.ready();
    await pass(50);
    const before = { at: performance.now(), program: process.cpuUsage(), server: processorSeconds(serverPid) };
    await pass(jobs);
    const { user, system } = process.cpuUsage(before.program);
    return {
      wallMs: (performance.now() - before.at) / jobs,
      programMs: (user + system) / 1000 / jobs,
      serverMs: ((processorSeconds(serverPid) - before.server) * 1000) / jobs,
    };
  } finally {
    await worker.close(5_000);
    await queue.close();
  }
}
