import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, PermanentFailure } from '@longhand/core';
import { createLogger } from '@longhand/log';
import { allowedMs, patienceMs, startProgram, until } from '@longhand/test-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type JobQueue, openJobQueue } from './job-queue.js';
import { runWorker } from './run-worker.js';
import type { FailureHandler, JobHandler, RunningWorker } from './worker-types.js';
import { type Contract, type QueueServer, testContract, type WorkOptions } from './test-contract.test-suite.js';

const log = createLogger({ service: 'test', level: 'silent' });

/** What both backends of the queue must do. */
export function describeJobQueue(name: string, start: () => Promise<QueueServer>): void {
  describe(`job queue conformance: ${name}`, () => {
    let server: QueueServer;
    let queue: JobQueue;
    const prefix = `p${randomUUID().slice(0, 8)}`;
    let workers: RunningWorker[] = [];
    beforeAll(async () => {
      server = await start();
      queue = openJobQueue({ url: server.url, prefix, log, callTimeoutMs: patienceMs });
      await queue.ping();
    });
    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.close(1_000)));
      workers = [];
    });
    afterAll(async () => {
      await queue.close();
      await server.stop();
    });

    const newContract = (options = {}) => testContract(`q${randomUUID().slice(0, 8)}`, options);

    async function work(
      contract: Contract,
      handler: JobHandler<Contract>,
      { onFailed, concurrency = 1, isOutage, onHandedBack }: WorkOptions = {},
    ): Promise<RunningWorker> {
      const options = { url: server.url, prefix, log, concurrency, ...(isOutage && { isOutage }) };
      const worker = runWorker(options, contract, handler, { onFailed, onHandedBack });
      workers.push(worker);
      await worker.ready();
      return worker;
    }

    it('puts a job off while something outside is away, and counts no try', async () => {
      const contract = newContract({ attempts: 2 });
      const seen: number[] = [];
      const failed: string[] = [];
      let handedBack = 0;
      const handler: JobHandler<Contract> = async (_, { attempt }) => {
        seen.push(attempt);
        if (seen.length < 4) throw new AppError('storage.unavailable', 'away');
      };
      await work(contract, handler, {
        isOutage: (error) => (error as AppError).code === 'storage.unavailable',
        onFailed: async (_, { code }) => void failed.push(code),
        onHandedBack: async () => {
          handedBack += 1;
        },
      });
      await queue.enqueue(contract, { id: 'one' });
      await until('the fourth try', () => seen.length === 4);
      await until('the job is gone', async () => (await queue.depth(contract)) === 0);
      expect({ seen, failed, handedBack }).toEqual({ seen: [1, 1, 1, 1], failed: [], handedBack: 3 });
    });

    it('runs jobs that waited for a worker and jobs that come later', async () => {
      const contract = newContract();
      const seen: string[] = [];
      await queue.enqueue(contract, { id: 'early' });
      const worker = await work(contract, async ({ id }, { attempt, isLastAttempt }) => {
        seen.push(`${id} ${attempt} ${isLastAttempt}`);
      });
      await queue.enqueue(contract, { id: 'late' });
      await until('both ran', () => seen.length === 2);
      expect(seen).toEqual(['early 1 false', 'late 1 false']);
      expect(worker.isHealthy()).toBe(true);
    });

    it('keeps one job for one payload while it waits or runs, and takes it again once it is over', async () => {
      const contract = newContract();
      let runs = 0;
      let release = () => {};
      await queue.enqueue(contract, { id: 'same' });
      await queue.enqueueMany(contract, [{ id: 'same' }, { id: 'same' }]);
      expect(await queue.depth(contract)).toBe(1);
      expect(await queue.has(contract, { id: 'same' })).toBe(true);
      await work(contract, async () => {
        runs += 1;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      });
      await until('it runs', () => runs === 1);
      await queue.enqueue(contract, { id: 'same' });
      expect(await queue.depth(contract)).toBe(1);
      expect(await queue.missing(contract, [{ id: 'gone' }, { id: 'same' }])).toEqual([{ id: 'gone' }]);
      release();
      await until('it is over', async () => !(await queue.has(contract, { id: 'same' })));
      expect(await queue.depth(contract)).toBe(0);
      await queue.enqueue(contract, { id: 'same' });
      await until('it runs again', () => runs === 2);
      release();
    });

    it('runs each of 500 jobs once with many at a time', async () => {
      const contract = newContract();
      const runs = new Map<string, number>();
      await queue.enqueueMany(
        contract,
        Array.from({ length: 500 }, (_, i) => ({ id: `${i}` })),
      );
      await work(contract, async ({ id }) => void runs.set(id, (runs.get(id) ?? 0) + 1), { concurrency: 16 });
      await until('the queue is empty', async () => (await queue.depth(contract)) === 0);
      expect(runs.size).toBe(500);
      expect([...runs.values()].every((count) => count === 1)).toBe(true);
    });

    it('tries a failing job again, later each time, and tells of every try', async () => {
      const contract = newContract();
      const times: number[] = [];
      const told: unknown[] = [];
      await work(
        contract,
        async () => {
          times.push(performance.now());
          throw new AppError('page.busy', 'Try again later.');
        },
        { onFailed: async ({ id }, { code }, { attempt, isFinal }) => void told.push([id, code, attempt, isFinal]) },
      );
      await queue.enqueue(contract, { id: 'a' });
      await until('all tries are over', () => told.length === 3);
      expect(told).toEqual([
        ['a', 'page.busy', 1, false],
        ['a', 'page.busy', 2, false],
        ['a', 'page.busy', 3, true],
      ]);
      expect(times[1] - times[0]).toBeGreaterThan(20);
      expect(times[2] - times[1]).toBeGreaterThan(45);
      await until('it is gone', async () => (await queue.depth(contract)) === 0);
      await queue.enqueue(contract, { id: 'a' });
      await until('it is taken again', () => times.length > 3);
    });

    it('stops at once at a permanent failure', async () => {
      const contract = newContract();
      const told: unknown[] = [];
      await work(
        contract,
        async () => {
          throw new PermanentFailure('image.unreadable', 'Scan it again.');
        },
        { onFailed: async (_, { code }, { attempt, isFinal }) => void told.push([code, attempt, isFinal]) },
      );
      await queue.enqueue(contract, { id: 'a' });
      await until('it is gone', async () => told.length > 0 && (await queue.depth(contract)) === 0);
      await sleep(500);
      expect(told).toEqual([['image.unreadable', 1, true]]);
    });

    it('tells no more of a foreign error than that it happened', async () => {
      const contract = newContract({ attempts: 1 });
      const errors: AppError[] = [];
      const handler = async () => {
        throw new Error('cannot parse "John Smith, born 1950"');
      };
      await work(contract, handler, { onFailed: async (_, error) => void errors.push(error) });
      await queue.enqueue(contract, { id: 'a' });
      await until('it failed', () => errors.length === 1);
      expect(errors[0]).toMatchObject({ code: 'job.unexpected' });
      expect(errors[0].message).not.toContain('Smith');
    });

    it('ends a try whose time is up, though its handler does not listen, and tries later with more time', async () => {
      const contract = newContract({ attempts: 1, timeoutMs: 300 });
      const tries: { signal: AbortSignal; attempt: number }[] = [];
      const codes: string[] = [];
      const handler = (_: unknown, context: { signal: AbortSignal; attempt: number }) => {
        tries.push(context);
        // Ends in a second: in time once it was put off twice.
        return new Promise<void>((resolve) => setTimeout(resolve, 1_000));
      };
      await work(contract, handler, { onFailed: async (_, { code }) => void codes.push(code) });
      await queue.enqueue(contract, { id: 'a' });
      await until('it is done', async () => tries.length > 1 && (await queue.depth(contract)) === 0);
      expect(tries[0].signal.aborted).toBe(true);
      expect(tries.at(-1)?.signal.aborted).toBe(false);
      expect(tries.map(({ attempt }) => attempt)).toEqual(tries.map(() => 1));
      expect(codes).toEqual([]);
    });

    it('refuses a payload that is not the contract’s', async () => {
      const wrong = { id: 'a', text: 'a secret' };
      await expect(queue.enqueue(newContract(), wrong)).rejects.toMatchObject({ code: 'queue.bad_payload' });
    });

    it('waits for running jobs when it is closed', async () => {
      const contract = newContract();
      const ended: string[] = [];
      let isRunning = false;
      const worker = await work(contract, async ({ id }) => {
        isRunning = true;
        await sleep(600);
        ended.push(id);
      });
      await queue.enqueue(contract, { id: 'a' });
      await until('it runs', () => isRunning);
      await worker.close(patienceMs);
      expect(ended).toEqual(['a']);
      expect(worker.isHealthy()).toBe(false);
      expect(await queue.depth(contract)).toBe(0);
    });

    it('hands a job back that is still running when the grace is over, without using up a try', async () => {
      const contract = newContract();
      const attempts: number[] = [];
      const failures: string[] = [];
      const onFailed: FailureHandler<Contract> = async (_, { code }) => void failures.push(code);
      const blocked: JobHandler<Contract> = (_, { attempt }) => {
        attempts.push(attempt);
        return new Promise<never>(() => {});
      };
      const handedBack: string[] = [];
      const slow = runWorker({ url: server.url, prefix, log, concurrency: 1 }, contract, blocked, {
        onFailed,
        onHandedBack: async ({ id }) => void handedBack.push(`${id} after ${attempts.length}`),
      });
      workers.push(slow);
      await slow.ready();
      await queue.enqueue(contract, { id: 'a' });
      await until('it runs', () => attempts.length === 1);
      const closing = performance.now();
      await slow.close(300);
      expect(performance.now() - closing).toBeLessThan(allowedMs(3_000));
      await work(contract, async (_, { attempt }) => void attempts.push(attempt), { onFailed });
      await until('another worker runs it', () => attempts.length === 2, 3_000);
      expect(attempts).toEqual([1, 1]);
      expect(failures).toEqual([]);
      expect(handedBack).toEqual(['a after 1']);
    });

    it('goes on with the job of a worker that is killed, twice, within 15 s, as its first try', async () => {
      const contract = newContract({ attempts: 2 });
      const program = () =>
        startProgram(new URL('./killable-worker.test-suite.ts', import.meta.url), {
          url: server.url,
          prefix,
          queue: contract.queue,
          workMs: 60_000,
        });
      const started = (output: string) => output.includes('start page 1\n');
      await queue.enqueue(contract, { id: 'page' });
      let victim = program();
      await until('the first worker has it', () => started(victim.output()));
      for (const round of [1, 2]) {
        const heir = program();
        await until('the next worker is up', () => heir.output().includes('ready'));
        // Right after a renewal of the lock is the worst moment.
        await sleep(2_500);
        await victim.kill();
        const tookMs = await until('the next worker has it', () => started(heir.output()), 15_000);
        process.stdout.write(`kill -9 on ${name}, round ${round}: resumed after ${(tookMs / 1000).toFixed(1)} s\n`);
        victim = heir;
      }
      await victim.kill();
    });

    it('goes on working when the server loses everything in the middle of a job', async () => {
      const contract = newContract();
      const ended: string[] = [];
      let started = 0;
      const worker = await work(contract, async ({ id }) => {
        started += 1;
        await sleep(1_500);
        ended.push(id);
      });
      await queue.enqueueMany(contract, [{ id: 'a' }, { id: 'lost' }]);
      await until('the first runs', () => started === 1);
      await server.empty();
      await until('the first is done', () => ended.includes('a'));
      expect(await queue.depth(contract)).toBe(0);
      await queue.enqueue(contract, { id: 'lost' });
      await until('the other is done', () => ended.includes('lost'));
      expect(ended).toEqual(['a', 'lost']);
      expect(worker.isHealthy()).toBe(true);
    });
  });
}
