import type { ChaosContext, Scenario } from './chaos-context.js';
import { holdProcesses, type Limits } from './held-processes.js';

/** Little enough that the kernel has to take back what it can, and enough for one page. */
const memoryMib = 700;

function held(name: string, fault: string, limits: Limits, more: Partial<Scenario> = {}): Scenario {
  let release = () => {};
  return {
    name,
    fault,
    group: 'other',
    finishedWithinMs: 1_200_000,
    ...more,
    async strike({ system }: ChaosContext) {
      const pids = system.services.map(({ pid }) => pid);
      const stores =
        limits.processor === undefined ? [] : [system.postgresPid, ...(system.redis ? [system.redis.pid] : [])];
      release = holdProcesses([...pids, ...stores], limits);
      return performance.now();
    },
    async relieve() {
      release();
    },
  };
}

/** A machine that has next to nothing to give, for a whole batch. */
export const pressureScenarios: readonly Scenario[] = [
  held('starved', 'every process held to a tenth of a processor for the whole batch', { processor: 0.1 }),
  held(
    'little-memory',
    `API and workers held to ${memoryMib} MiB each for the whole batch`,
    { memoryMib },
    { needs: 'control groups' },
  ),
];
