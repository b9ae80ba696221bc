import type { Client } from '../prisma.js';

export interface RateWindowsRepository {
  /**
   * Adds hits to each bucket's present minute, by the database's clock.
   * @returns the hits of that minute, over all who add
   */
  add(hits: ReadonlyMap<string, number>): Promise<Map<string, number>>;
}

export function rateWindowsRepository(client: Client): RateWindowsRepository {
  return {
    async add(hits) {
      // In one order, so that two instances never wait for each other in a circle.
      const added = [...hits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([bucket, count]) => ({ bucket, count }));
      const rows = await client.$queryRaw<{ bucket: string; hits: number }[]>`
        INSERT INTO rate_window AS known (bucket, window_start, hits)
          SELECT bucket, date_trunc('minute', now()), count
            FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb) AS row(bucket text, count int)
        ON CONFLICT (bucket) DO UPDATE SET window_start = excluded.window_start,
          hits = excluded.hits + CASE WHEN known.window_start = excluded.window_start THEN known.hits ELSE 0 END
        RETURNING bucket, hits`;
      await client.$executeRaw`DELETE FROM rate_window WHERE window_start < now() - interval '1 hour'`;
      return new Map(rows.map(({ bucket, hits }) => [bucket, hits]));
    },
  };
}
