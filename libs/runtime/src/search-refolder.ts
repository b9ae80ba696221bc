import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { startLoop } from './loop.js';

export interface RefolderOptions {
  db: Pick<Database, 'search'>;
  log: Logger;
  /** Rest when nothing is left to do, ms (default 60,000). */
  intervalMs?: number;
}

const rowsAtOnce = 20;

/**
 * Writes search rows again that were written with an older folding of letters: after an update of
 * the system words are found in new ways on old pages too. It works half of the time, so that
 * searches and uploads beside it are hardly slower. Every API may run one.
 */
export function startSearchRefolder({ db, log, intervalMs = 60_000 }: RefolderOptions): { close(): Promise<void> } {
  const work = async (signal: AbortSignal) => {
    let pages = 0;
    for (;;) {
      const started = performance.now();
      const written = await db.search.refold(rowsAtOnce);
      pages += written;
      if (written === 0 || signal.aborted) break;
      // Closing must not wait for the pause.
      await sleep(performance.now() - started, undefined, { signal }).catch(() => undefined);
    }
    if (pages > 0) log.info({ pages }, 'rewrote search rows in their current form');
  };
  const loop = startLoop({ intervalMs, log, what: 'search refolder', work });
  return { close: loop.close };
}
