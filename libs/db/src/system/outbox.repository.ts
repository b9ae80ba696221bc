import { type Client, Prisma, transact } from '../prisma.js';

export interface OutboxRow {
  id: bigint;
  queue: string;
  payload: unknown;
}

export interface OutboxRepository {
  /**
   * Takes up to `limit` rows, hands them to `send` and deletes them when it resolves; when it
   * throws, they stay. Tenants take turns: first the oldest row of each, then the second oldest of
   * each, so that nobody waits for all that somebody else has sent. Rows that another process has
   * in hand are passed over, so several relays share the work. A crash between the two sends a row
   * twice, which the queue's deterministic job ids make harmless.
   * @param queue only jobs of this queue; all when it is left out
   * @returns how many rows were sent
   */
  relay(limit: number, send: (rows: OutboxRow[]) => Promise<void>, queue?: string): Promise<number>;
  /** Those of the queues for which there are rows. */
  queuesAmong(queues: readonly string[]): Promise<string[]>;
  /** Deletes rows of any other queue, which nobody can ever send. @returns how many */
  dropUnknown(queues: readonly string[]): Promise<number>;
  count(): Promise<number>;
}

export function outboxRepository(client: Client): OutboxRepository {
  return {
    relay: (limit, send, queue) =>
      transact(client, async (tx) => {
        const ofQueue = queue === undefined ? Prisma.empty : Prisma.sql`AND queue = ${queue}`;
        const rows = await tx.$queryRaw<OutboxRow[]>`
          SELECT o.id, o.queue, o.payload
          FROM tenant t
            CROSS JOIN LATERAL (
              SELECT id, row_number() OVER (ORDER BY id) AS turn FROM outbox WHERE tenant_id = t.id ${ofQueue}
                ORDER BY id LIMIT ${limit}) AS own
            JOIN outbox o ON o.id = own.id
          ORDER BY own.turn, o.id LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED`;
        if (rows.length === 0) return 0;
        await send(rows);
        await tx.$executeRaw`DELETE FROM outbox WHERE id IN (${Prisma.join(rows.map(({ id }) => id))})`;
        return rows.length;
      }),

    async queuesAmong(queues) {
      const rows = await client.$queryRaw<{ queue: string }[]>`
        SELECT queue FROM unnest(${[...queues]}::text[]) AS asked (queue)
        WHERE EXISTS (SELECT FROM outbox WHERE outbox.queue = asked.queue)`;
      return rows.map(({ queue }) => queue);
    },

    dropUnknown: (queues) => client.$executeRaw`DELETE FROM outbox WHERE queue <> ALL (${[...queues]}::text[])`,

    count: () => client.outbox.count(),
  };
}
