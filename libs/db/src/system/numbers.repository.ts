import type { Client } from '../prisma.js';

/**
 * The state of the whole system in numbers, over all tenants; nothing in them is about a record.
 */
export interface SystemNumbers {
  /** Pages by status, finished ones too. */
  pages: { status: string; count: number }[];
  documents: { status: string; count: number }[];
  /**
   * For each status in which work waits, how long the oldest has waited, in seconds; absent where
   * nothing waits.
   */
  waiting: { status: string; seconds: number }[];
  /** How long the oldest row of the outbox has been there, in seconds; 0 when it is empty. */
  outboxSeconds: number;
  /** Age of the last good backup, in seconds; undefined when none was made. */
  backupSeconds?: number;
  /** People who have opened records in an emergency at this moment. */
  openGlasses: number;
  /** How often records were opened in an emergency in the last 24 hours. */
  glassesOfLastDay: number;
  /** The last check of all audit logs; undefined before the first one. */
  auditCheck?: { seconds: number; brokenLogs: number };
}

export interface NumbersRepository {
  read(): Promise<SystemNumbers>;
}

export function numbersRepository(client: Client): NumbersRepository {
  return {
    async read() {
      const pages = await client.$queryRaw<SystemNumbers['pages']>`
        SELECT status, count(*)::float8 AS count FROM page GROUP BY status ORDER BY status`;
      const documents = await client.$queryRaw<SystemNumbers['documents']>`
        SELECT status, count(*)::float8 AS count FROM document GROUP BY status ORDER BY status`;
      // A clock that was set back leaves rows of the future: they have waited for no time.
      const waiting = await client.$queryRaw<SystemNumbers['waiting']>`
        SELECT p.status, greatest(0, extract(epoch FROM now() - min(p.updated_at)))::float8 AS seconds
        FROM page p JOIN document d ON d.id = p.document_id
        WHERE p.status IN ('queued', 'segmented') AND d.status <> 'cancelled' GROUP BY p.status
        UNION ALL
        SELECT 'received', greatest(0, extract(epoch FROM now() - min(updated_at)))::float8
        FROM document WHERE status = 'received' HAVING count(*) > 0`;
      const [outbox] = await client.$queryRaw<{ seconds: number }[]>`
        SELECT greatest(0, coalesce(extract(epoch FROM now() - min(created_at)), 0))::float8 AS seconds FROM outbox`;
      const [backup] = await client.$queryRaw<{ seconds: number }[]>`
        SELECT greatest(0, extract(epoch FROM now() - done_at))::float8 AS seconds
        FROM upkeep WHERE name = 'backup' AND done_at IS NOT NULL`;
      const [auditCheck] = await client.$queryRaw<{ seconds: number; brokenLogs: number }[]>`
        SELECT greatest(0, extract(epoch FROM now() - done_at))::float8 AS seconds,
          coalesce((detail ->> 'brokenLogs')::float8, 0) AS "brokenLogs"
        FROM upkeep WHERE name = 'audit-check' AND done_at IS NOT NULL`;
      const [glasses] = await client.$queryRaw<{ open: number; day: number }[]>`
        SELECT count(*) FILTER (WHERE ended_at IS NULL AND expires_at > now())::float8 AS open,
          count(*) FILTER (WHERE created_at > now() - interval '24 hours')::float8 AS day
        FROM break_glass`;
      return {
        pages,
        documents,
        waiting,
        outboxSeconds: outbox?.seconds ?? 0,
        openGlasses: glasses?.open ?? 0,
        glassesOfLastDay: glasses?.day ?? 0,
        ...(auditCheck && { auditCheck }),
        ...(backup && { backupSeconds: backup.seconds }),
      };
    },
  };
}
