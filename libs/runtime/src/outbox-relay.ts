import { allJobs, type JobContract } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import type { Database, OutboxRow } from '@longhand/db';
import type { Logger } from '@longhand/log';
import type { JobQueue } from '@longhand/queue';
import { markWork } from '@longhand/telemetry';
import { startLoop } from './loop.js';
import { QueuePlaces } from './queue-places.js';

export interface OutboxRelayOptions {
  db: Pick<Database, 'outbox'>;
  queue: Pick<JobQueue, 'enqueueMany' | 'depth'>;
  log: Logger;
  /** How often the outbox is looked at when nobody kicks, ms (default 500). */
  intervalMs?: number;
}

export interface OutboxRelay {
  /** Reads the outbox immediately: call it after a commit that wrote to it. */
  kick(): void;
  close(): Promise<void>;
}

const rowsAtOnce = 200;
const queueNames = allJobs.map(({ queue }) => queue);

/**
 * Moves jobs from the outbox to the queue, up to its free places, with tenants taking turns. Every
 * process may run a relay: they skip each other's rows. While the queue is unavailable, the rows
 * wait, and nothing is lost.
 */
export function startOutboxRelay({ db, queue, log, intervalMs = 500 }: OutboxRelayOptions): OutboxRelay {
  const places = new Map(queueNames.map((name) => [name, new QueuePlaces()]));
  let isFirst = true;

  /** Fills the places of one queue. @returns how many jobs were handed over */
  async function fill(contract: JobContract, own: QueuePlaces, signal: AbortSignal): Promise<number> {
    let sent = 0;
    let free = own.free(await queue.depth(contract));
    while (free > 0 && !signal.aborted) {
      const wanted = Math.min(free, rowsAtOnce);
      const taken = await db.outbox.relay(wanted, (rows) => send(contract, rows, queue, log), contract.queue);
      sent += taken;
      free -= taken;
      if (taken < wanted) return sent;
    }
    own.filled();
    return sent;
  }

  const loop = startLoop({
    intervalMs,
    log,
    what: 'outbox relay',
    async work(signal) {
      if (isFirst) reportBad(await db.outbox.dropUnknown(queueNames), 'dropped outbox rows with an unknown queue', log);
      isFirst = false;
      const waiting = new Set(await db.outbox.queuesAmong(queueNames));
      let sent = 0;
      for (const contract of allJobs) {
        const own = places.get(contract.queue);
        if (own && waiting.has(contract.queue) && !signal.aborted) sent += await fill(contract, own, signal);
      }
      markWork.relayRan(new Date(), sent);
    },
  });
  return { kick: loop.kick, close: loop.close };
}

async function send(
  contract: JobContract,
  rows: readonly OutboxRow[],
  queue: OutboxRelayOptions['queue'],
  log: Logger,
): Promise<void> {
  const good = rows.filter((row) => contract.payload.safeParse(row.payload).success);
  await queue.enqueueMany(
    contract,
    good.map((row) => row.payload),
  );
  reportBad(rows.length - good.length, 'dropped an outbox row that does not match its contract', log);
}

/**
 * A row that can never be sent must not block those behind it; the sweeper restores its job if
 * needed.
 */
function reportBad(count: number, message: string, log: Logger): void {
  if (count > 0) log.error({ err: new AppError('outbox.bad_row', message), count }, message);
}
