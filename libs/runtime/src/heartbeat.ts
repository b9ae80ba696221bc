import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import { startLoop } from './loop.js';

export interface HeartbeatOptions {
  db: Pick<Database, 'workers'>;
  log: Logger;
  /** `api`, `preprocess-worker`, ... */
  kind: string;
  /** Plain data for `/health/ready`, collected at each heartbeat. */
  detail?: () => object;
  intervalMs?: number;
}

export interface Heartbeat {
  /** The process's name in timelines and health. */
  id: string;
  /** Removes the process from the list. */
  close(): Promise<void>;
}

/** Records every few seconds that this process is alive. */
export function startHeartbeat({ db, log, kind, detail, intervalMs = 5_000 }: HeartbeatOptions): Heartbeat {
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const startedAt = new Date();
  const beat = () => db.workers.beat({ id, kind, startedAt, detail: detail?.() ?? {} });
  const loop = startLoop({ work: beat, intervalMs, what: 'heartbeat', log });
  return {
    id,
    async close() {
      await loop.close();
      // The row would expire by itself; an unavailable database must not delay the end of the
      // process.
      await db.workers
        .leave(id)
        .catch((error) => log.debug({ err: error }, 'could not remove the process from the list'));
    },
  };
}
