import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `isSo` gives true, looking every 25 ms.
 * @returns how long it took, ms
 * @throws Error with `what` when it takes longer than `withinMs`
 */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<number> {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(25);
  }
  return performance.now() - start;
}
