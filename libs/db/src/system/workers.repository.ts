import type { Client, Prisma } from '../prisma.js';

export interface WorkerBeat {
  id: string;
  kind: string;
  startedAt: Date;
  /** Plain data for `/health/ready`: engine, refusals, versions. */
  detail: unknown;
}

export interface WorkerView extends WorkerBeat {
  lastSeenAt: Date;
}

export interface WorkersRepository {
  /** Says that this process is alive. */
  beat(worker: WorkerBeat): Promise<void>;
  /** Processes that were alive within the last `maxAgeMs`. */
  list(maxAgeMs: number): Promise<WorkerView[]>;
  /** Takes a process that ends off the list. */
  leave(id: string): Promise<void>;
}

const forgetAfterMs = 24 * 3600 * 1000;

export function workersRepository(client: Client): WorkersRepository {
  return {
    async beat({ id, kind, startedAt, detail }) {
      // The database's clock decides, because workers' clocks may differ.
      await client.$executeRaw`
        INSERT INTO worker (id, kind, started_at, last_seen_at, detail)
        VALUES (${id}, ${kind}, ${startedAt}, now(), ${JSON.stringify(detail ?? {})}::jsonb)
        ON CONFLICT (id) DO UPDATE SET last_seen_at = now(), detail = excluded.detail,
          started_at = excluded.started_at`;
      await client.$executeRaw`
        DELETE FROM worker WHERE last_seen_at < now() - ${forgetAfterMs} * interval '1 millisecond'`;
    },

    async list(maxAgeMs) {
      return client.$queryRaw<(WorkerView & { detail: Prisma.JsonValue })[]>`
        SELECT id, kind, started_at AS "startedAt", last_seen_at AS "lastSeenAt", detail FROM worker
        WHERE last_seen_at >= now() - ${maxAgeMs} * interval '1 millisecond' ORDER BY kind, id`;
    },

    async leave(id) {
      await client.worker.deleteMany({ where: { id } });
    },
  };
}
