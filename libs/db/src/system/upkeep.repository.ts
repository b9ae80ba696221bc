import type { Client } from '../prisma.js';

/** Work that the system does for itself. */
export type UpkeepName = 'backup' | 'audit-check';

export interface UpkeepRecord {
  /** When it last came to a good end. */
  doneAt?: Date;
  /** When it last failed; absent when it was done since. */
  failedAt?: Date;
  /** Numbers and ids alone. */
  detail: Record<string, unknown>;
}

export interface UpkeepRepository {
  /**
   * Takes work that is due for this process, for an hour or until it says how it ended: of several
   * processes one gets it.
   * @param everyMs time from one good end to when it is due again
   * @returns whether it is due and was taken
   */
  claim(name: UpkeepName, everyMs: number): Promise<boolean>;
  done(name: UpkeepName, detail: Record<string, unknown>): Promise<void>;
  failed(name: UpkeepName): Promise<void>;
  /** Undefined when it was never done. */
  read(name: UpkeepName): Promise<UpkeepRecord | undefined>;
}

/** Times are those of the database's clock, because processes' clocks may differ. */
export function upkeepRepository(client: Client): UpkeepRepository {
  return {
    async claim(name, everyMs) {
      // A minute of grace: work that is done once a day must not be late by a little more each day.
      const seconds = Math.max(0, everyMs / 1000 - 60);
      const taken = await client.$queryRaw<{ name: string }[]>`
        INSERT INTO upkeep AS known (name, detail)
        VALUES (${name}, jsonb_build_object('claimedAt', extract(epoch FROM now())))
        ON CONFLICT (name) DO UPDATE SET detail = known.detail || excluded.detail
        WHERE (known.done_at IS NULL OR known.failed_at IS NOT NULL
            OR known.done_at <= now() - make_interval(secs => ${seconds}::float8))
          AND coalesce((known.detail ->> 'claimedAt')::float8, 0) < extract(epoch FROM now()) - 3600
        RETURNING name`;
      return taken.length > 0;
    },

    async done(name, detail) {
      await client.$executeRaw`
        INSERT INTO upkeep (name, done_at, detail) VALUES (${name}, now(), ${JSON.stringify(detail)}::jsonb)
        ON CONFLICT (name) DO UPDATE SET done_at = now(), failed_at = NULL, detail = excluded.detail`;
    },

    async failed(name) {
      await client.$executeRaw`
        INSERT INTO upkeep (name, failed_at) VALUES (${name}, now())
        ON CONFLICT (name) DO UPDATE SET failed_at = now(), detail = upkeep.detail - 'claimedAt'`;
    },

    async read(name) {
      const row = await client.upkeep.findUnique({ where: { name } });
      if (!row) return undefined;
      const { doneAt, failedAt, detail } = row;
      return {
        detail: detail as Record<string, unknown>,
        ...(doneAt && { doneAt }),
        ...(failedAt && { failedAt }),
      };
    },
  };
}
