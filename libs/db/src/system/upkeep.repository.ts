import type { Client } from '../prisma.js';

/** Work that the system does for itself. */
export type UpkeepName = 'backup';

export interface UpkeepRecord {
  /** When it last came to a good end. */
  doneAt?: Date;
  /** When it last failed; absent when it was done since. */
  failedAt?: Date;
  /** Numbers and ids alone. */
  detail: Record<string, unknown>;
}

export interface UpkeepRepository {
  done(name: UpkeepName, detail: Record<string, unknown>): Promise<void>;
  failed(name: UpkeepName): Promise<void>;
  /** Undefined when it was never done. */
  read(name: UpkeepName): Promise<UpkeepRecord | undefined>;
}

/** Times are those of the database's clock, because processes' clocks may differ. */
export function upkeepRepository(client: Client): UpkeepRepository {
  return {
    async done(name, detail) {
      await client.$executeRaw`
        INSERT INTO upkeep (name, done_at, detail) VALUES (${name}, now(), ${JSON.stringify(detail)}::jsonb)
        ON CONFLICT (name) DO UPDATE SET done_at = now(), failed_at = NULL, detail = excluded.detail`;
    },

    async failed(name) {
      await client.$executeRaw`
        INSERT INTO upkeep (name, failed_at) VALUES (${name}, now())
        ON CONFLICT (name) DO UPDATE SET failed_at = now()`;
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
