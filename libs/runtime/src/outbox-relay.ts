import { allJobs } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database, OutboxRow } from '@longhand/db';
import type { Logger } from '@longhand/log';
import type { JobQueue } from '@longhand/queue';
import { markWork } from '@longhand/telemetry';
import { startLoop } from './loop.js';

export interface OutboxRelayOptions {
  db: Pick<Database, 'outbox'>;
  queue: Pick<JobQueue, 'enqueueMany'>;
  log: Logger;
  /** How often the outbox is looked at when nobody kicks, ms (default 500). */
  intervalMs?: number;
}

export interface OutboxRelay {
  /** Looks at once: call it after a commit that wrote to the outbox. */
  kick(): void;
  close(): Promise<void>;
}

const rowsAtOnce = 200;

/**
 * Hands jobs from the outbox to the queue. Every process may run one: they pass over each other's rows. While the queue is away the rows
 * wait, and nothing is lost.
 */
export function startOutboxRelay({ db, queue, log, intervalMs = 500 }: OutboxRelayOptions): OutboxRelay {
  const loop = startLoop({
    intervalMs,
    log,
    what: 'outbox relay',
    async work(signal) {
      let sent = rowsAtOnce;
      while (sent === rowsAtOnce && !signal.aborted) {
        sent = await db.outbox.relay(rowsAtOnce, (rows) => send(rows, queue, log));
        markWork.relayRan(new Date(), sent);
      }
    },
  });
  return { kick: loop.kick, close: loop.close };
}

async function send(rows: readonly OutboxRow[], queue: OutboxRelayOptions['queue'], log: Logger): Promise<void> {
  for (const contract of allJobs) {
    const mine = rows.filter((row) => row.queue === contract.queue);
    const good = mine.filter((row) => contract.payload.safeParse(row.payload).success);
    await queue.enqueueMany(
      contract,
      good.map((row) => row.payload),
    );
    reportBad(mine.length - good.length, 'an outbox row does not have the shape of its contract: dropped', log);
  }
  const known = new Set(allJobs.map(({ queue: name }) => name));
  reportBad(rows.filter((row) => !known.has(row.queue)).length, 'an outbox row names an unknown queue: dropped', log);
}

/** A row that nobody can ever send must not hold up those behind it; the sweeper finds what it stood for. */
function reportBad(count: number, message: string, log: Logger): void {
  if (count > 0) log.error({ err: new AppError('outbox.bad_row', message), count }, message);
}
