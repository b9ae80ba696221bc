import { setTimeout as sleep } from 'node:timers/promises';
import { allowedMs, patienceMs } from './patience.js';

/**
 * Waits until `isSo` gives true, looking every 25 ms.
 * @param withinMs only where the product promises a time, for an idle machine: a slower one is
 * given more (`allowedMs`)
 * @returns how long it took, ms
 * @throws Error with `what` when it takes longer than the promise, or than `patienceMs`
 */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs?: number): Promise<number> {
  const start = performance.now();
  let limitMs = withinMs ?? patienceMs;
  while (!(await isSo())) {
    const tookMs = performance.now() - start;
    if (tookMs > limitMs) {
      if (withinMs !== undefined) limitMs = Math.max(limitMs, allowedMs(withinMs));
      if (tookMs > limitMs) throw new Error(`not within ${Math.round(limitMs)} ms: ${what}`);
    }
    await sleep(25);
  }
  return performance.now() - start;
}
