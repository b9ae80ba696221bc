import { availableParallelism, loadavg } from 'node:os';

const minuteMs = 60_000;

/**
 * How long a test waits for what must come, ms. This limit ends a hang and judges no speed: a test
 * that passes gets there far sooner, on a machine under any load.
 */
export const patienceMs = 5 * minuteMs;

/**
 * Of tests and what prepares them; longer than `patienceMs`, so that the wait that hangs is the one
 * that is named. No test has a limit of its own.
 */
export const vitestLimits = {
  testTimeout: 60 * minuteMs,
  hookTimeout: 20 * minuteMs,
  teardownTimeout: 5 * minuteMs,
  expect: { poll: { timeout: patienceMs } },
};

/** Processor time that one measurement takes, ms. */
const burnMs = 40;

/**
 * How many times slower than on an idle machine work gets on now: the wall time of a piece of work
 * over its processor time, or the machine's load of the last minute over its processors, whichever
 * is more. 1 on an idle machine, about 10 where 20 processes want two processors.
 */
export function slowness(): number {
  const start = performance.now();
  const used = process.cpuUsage();
  const usedMs = () => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  };
  while (usedMs() < burnMs);
  return Math.max(1, (performance.now() - start) / usedMs(), loadavg()[0] / availableParallelism());
}

/**
 * The limit for a promise about time that the product makes ("refuses within 2 s"): what it may
 * take on an idle machine, times how slow this one is now.
 */
export const allowedMs = (limitMs: number): number => Math.ceil(limitMs * slowness());
