import type { Readiness } from '@longhand/contracts';
import type { Database } from '@longhand/db';
import type { Logger } from '@longhand/log';
import type { JobQueue } from '@longhand/queue';
import type { ObjectStore } from '@longhand/storage';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, LOG, QUEUE, STORE } from '../deps.js';
import { withDeadline } from '../http/with-deadline.js';

const DEADLINE_MS = 1500;
/** Workers send a heartbeat every few seconds. */
const WORKER_MAX_AGE_MS = 30_000;

@Injectable()
export class HealthService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(QUEUE) private readonly queue: JobQueue,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Without the database or the store no file can be accepted: `down`. Without the queue or
   * workers, files are accepted and wait: `degraded`. Always answers within the deadline, whatever
   * hangs.
   */
  async readiness(): Promise<Readiness> {
    const [database, queue, store, workers, backup] = await Promise.all([
      this.probe('database', () => this.db.ping()),
      this.probe('queue', () => this.queue.ping()),
      this.probe('store', () => this.store.check()),
      this.workers(),
      this.backup(),
    ]);
    const isDown = database.status === 'down' || store.status === 'down';
    const isDegraded = queue.status === 'down' || workers.length === 0;
    const status = isDown ? 'down' : isDegraded ? 'degraded' : 'up';
    return { status, database, queue, store, workers, ...(backup && { backup }) };
  }

  private async probe(part: string, ask: () => Promise<unknown>): Promise<Readiness['database']> {
    const startedAt = performance.now();
    const status = await withDeadline(ask(), DEADLINE_MS).then(
      () => 'up' as const,
      (error: unknown) => {
        this.log.warn({ err: error, part }, 'a part is down');
        return 'down' as const;
      },
    );
    return { status, tookMs: Math.round(performance.now() - startedAt) };
  }

  private async backup(): Promise<Readiness['backup']> {
    try {
      const known = await withDeadline(this.db.upkeep.read('backup'), DEADLINE_MS);
      if (!known?.doneAt) return undefined;
      const ageSeconds = Math.max(0, Math.round((Date.now() - known.doneAt.getTime()) / 1000));
      return { doneAt: known.doneAt.toISOString(), ageSeconds, isFailing: known.failedAt !== undefined };
    } catch (error) {
      this.log.warn({ err: error }, 'the last backup is not known');
      return undefined;
    }
  }

  private async workers(): Promise<Readiness['workers']> {
    try {
      const seen = await withDeadline(this.db.workers.list(WORKER_MAX_AGE_MS), DEADLINE_MS);
      return seen.map(({ id, kind, startedAt, lastSeenAt, detail }) => ({
        id,
        kind,
        startedAt: startedAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        detail,
      }));
    } catch (error) {
      this.log.warn({ err: error }, 'could not count the workers');
      return [];
    }
  }
}
