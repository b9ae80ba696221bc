import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@longhand/log';
import { allowedMs, type FlakyProxy, patienceMs, startFlakyProxy, until } from '@longhand/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JobQueue, openJobQueue } from './job-queue.js';
import { runWorker } from './run-worker.js';
import { testContract } from './test-contract.test-suite.js';

const log = createLogger({ service: 'test', level: 'silent' });

async function timed(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

/**
 * What both backends must do while their server is away: nothing waits without end, and all goes on
 * when it is back.
 */
export function describeOutages(name: string, start: () => Promise<{ url: string; stop(): Promise<void> }>): void {
  describe(`job queue without its server: ${name}`, () => {
    let server: { url: string; stop(): Promise<void> };
    let proxy: FlakyProxy;
    let url: string;
    const prefix = `p${randomUUID().slice(0, 8)}`;
    const contract = testContract('outage');
    beforeAll(async () => {
      server = await start();
      proxy = await startFlakyProxy(Number(new URL(server.url).port));
      url = proxy.urlOf(server.url);
    });
    afterAll(async () => {
      await proxy.close();
      await server.stop();
    });
    beforeEach(() => proxy.goUp());

    const unavailable = { code: 'queue.unavailable' };
    const patient = { timeoutMs: patienceMs };
    const answers = (queue: JobQueue) =>
      queue.ping({ timeoutMs: 20_000 }).then(
        () => true,
        () => false,
      );

    async function expectQuickRefusals(queue: JobQueue) {
      const tookMs = await timed(
        Promise.all([
          expect(queue.enqueue(contract, { id: 'x' })).rejects.toMatchObject(unavailable),
          expect(queue.enqueueMany(contract, [{ id: 'y' }])).rejects.toMatchObject(unavailable),
          expect(queue.depth(contract)).rejects.toMatchObject(unavailable),
          expect(queue.has(contract, { id: 'x' })).rejects.toMatchObject(unavailable),
          expect(queue.ping()).rejects.toMatchObject(unavailable),
        ]),
      );
      expect(tookMs).toBeLessThan(allowedMs(3_500));
    }

    it('refuses calls in time when the server was never there, and works once it comes', async () => {
      await proxy.goDown();
      const queue = openJobQueue({ url, prefix, log });
      await expectQuickRefusals(queue);
      await proxy.goUp();
      await until('it works', () => answers(queue));
      await queue.enqueue(contract, { id: 'x' }, patient);
      expect(await queue.has(contract, { id: 'x' }, patient)).toBe(true);
      await queue.close();
    });

    it('closes in time when the server was never there', async () => {
      await proxy.goDown();
      const queue = openJobQueue({ url, prefix, log });
      await expectQuickRefusals(queue);
      expect(await timed(queue.close())).toBeLessThan(allowedMs(5_000));
    });

    it('refuses calls in time when the server stops answering, closes in time, and piles up no calls', async () => {
      const queue = openJobQueue({ url, prefix, log });
      await queue.ping(patient);
      proxy.hang();
      await expectQuickRefusals(queue);
      const many = await Promise.allSettled(
        Array.from({ length: 500 }, (_, i) => queue.enqueue(contract, { id: `${i}` }, { timeoutMs: 300 })),
      );
      expect(many.every(({ status }) => status === 'rejected')).toBe(true);
      expect(await timed(expect(queue.ping()).rejects.toMatchObject(unavailable))).toBeLessThan(allowedMs(100));
      expect(await timed(queue.close())).toBeLessThan(allowedMs(5_000));
    });

    it('starts a worker that waits for its server, and takes jobs when that comes', async () => {
      await proxy.goDown();
      const seen: string[] = [];
      const worker = runWorker(
        { url, prefix, log, concurrency: 1 },
        testContract('late'),
        async ({ id }) => void seen.push(id),
      );
      await sleep(1_500);
      expect(worker.isHealthy()).toBe(false);
      await proxy.goUp();
      await worker.ready();
      expect(worker.isHealthy()).toBe(true);
      const queue = openJobQueue({ url, prefix, log });
      await queue.enqueue(testContract('late'), { id: 'a' }, patient);
      await until('the job ran', () => seen.length === 1);
      await Promise.all([queue.close(), worker.close(1_000)]);
    });

    it('closes a worker in time when its server never comes or stops answering', async () => {
      await proxy.goDown();
      const lost = runWorker({ url, prefix, log, concurrency: 1 }, contract, async () => {});
      expect(await timed(lost.close(500))).toBeLessThan(allowedMs(4_500));
      await proxy.goUp();
      const cut = runWorker({ url, prefix, log, concurrency: 1 }, testContract('cut'), async () => {});
      await cut.ready();
      proxy.hang();
      expect(await timed(cut.close(500))).toBeLessThan(allowedMs(4_500));
    });

    it.each(['goDown', 'hang'] as const)('takes jobs again after an outage of 8 s (%s)', async (how) => {
      const mine = testContract(`after-${how.toLowerCase()}`);
      const seen: string[] = [];
      const worker = runWorker({ url, prefix, log, concurrency: 1 }, mine, async ({ id }) => void seen.push(id));
      const queue = openJobQueue({ url, prefix, log });
      await worker.ready();
      await queue.enqueue(mine, { id: 'before' }, patient);
      await until('the job before ran', () => seen.includes('before'));
      await proxy[how]();
      await sleep(8_000);
      await proxy.goUp();
      await until('the queue answers', () => answers(queue));
      await queue.enqueue(mine, { id: 'after' }, patient);
      const tookMs = await until('the job after ran', () => seen.includes('after'), 20_000);
      process.stdout.write(
        `outage (${how}) on ${name}: took the next job ${(tookMs / 1000).toFixed(1)} s after it came\n`,
      );
      expect(worker.isHealthy()).toBe(true);
      await Promise.all([queue.close(), worker.close(1_000)]);
    });
  });
}
