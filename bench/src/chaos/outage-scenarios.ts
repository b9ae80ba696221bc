import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosContext, Scenario } from './chaos-context.js';
import { fillDisk } from './small-disk.js';

/** BullMQ's workers wait this long in one blocking call; an outage has to be longer to be one. */
const longerThanDrainDelayMs = 7_000;

/** A moment within a batch that the seed chooses. */
const untilSomeWork = ({ random }: ChaosContext) => sleep(300 + random() * 1_200);

const storeCalls = ['put', 'get', 'toFile', 'stream', 'exists'];

function storeOutage(name: string, fault: string, what: object, isInShortRun = false): Scenario {
  return {
    name,
    fault,
    group: 'restarted store',
    isInShortRun,
    async strike(context) {
      await untilSomeWork(context);
      for (const call of storeCalls)
        await context.faults.ask(`store.${call}.before`, { ...what, stays: true } as never);
      await sleep(6_000);
      await context.faults.clear();
      return performance.now();
    },
  };
}

/** Stores that go away, come back empty, fail, are slow or full. */
export const outageScenarios: readonly Scenario[] = [
  {
    name: 'redis-away',
    fault: 'Redis killed for 7 s (longer than its drain delay)',
    group: 'restarted store',
    needs: 'redis',
    async strike(context) {
      await untilSomeWork(context);
      await context.system.redis?.kill();
      await sleep(longerThanDrainDelayMs);
      await context.system.redis?.restart();
      return performance.now();
    },
  },
  {
    name: 'redis-empty',
    fault: 'Redis killed for 7 s and restarted empty',
    group: 'restarted store',
    isInShortRun: true,
    needs: 'redis',
    async strike(context) {
      await untilSomeWork(context);
      await context.system.redis?.kill({ isEmptied: true });
      await sleep(longerThanDrainDelayMs);
      await context.system.redis?.restart();
      return performance.now();
    },
  },
  {
    name: 'postgres-restart',
    fault: 'PostgreSQL restarted, unavailable for 3 s',
    group: 'restarted store',
    async strike(context) {
      await untilSomeWork(context);
      await context.system.stopPostgres();
      await sleep(3_000);
      await context.system.startPostgres();
      return performance.now();
    },
  },
  {
    name: 'postgres-killed',
    fault: 'PostgreSQL killed with SIGKILL and started again',
    group: 'restarted store',
    isInShortRun: true,
    async strike(context) {
      await untilSomeWork(context);
      await context.system.stopPostgres({ isKilled: true });
      await context.system.startPostgres();
      return performance.now();
    },
  },
  storeOutage(
    'store-fails',
    'object store fails every call for 6 s',
    { do: 'fail', code: 'storage.unavailable' },
    true,
  ),
  storeOutage('store-slow', 'object store delays every call by 1.5 s for 6 s', { do: 'delay', ms: 1_500 }),
  {
    name: 'disk-full',
    fault: 'disk of objects, database, queue and temporary files full for 6 s',
    group: 'restarted store',
    needs: 'small disk',
    async strike(context) {
      await untilSomeWork(context);
      const empty = await fillDisk(context.smallDisk as string);
      await sleep(6_000);
      await empty();
      // A database that stopped itself because its disk was full is started again, as its
      // supervisor would.
      if (context.system.isPostgresGone) await context.system.startPostgres();
      return performance.now();
    },
  },
];
