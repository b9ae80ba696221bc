import { type Client, Prisma, transact } from '../prisma.js';

export interface OutboxRow {
  id: bigint;
  queue: string;
  payload: unknown;
}

export interface OutboxRepository {
  /**
   * Takes up to `limit` rows, oldest first, hands them to `send` and deletes them when it resolves;
   * when it throws, they stay. Rows that another process has in hand are passed over, so several
   * relays share the work. A crash between the two sends a row twice, which the queue's
   * deterministic job ids make harmless.
   * @returns how many rows were sent
   */
  relay(limit: number, send: (rows: OutboxRow[]) => Promise<void>): Promise<number>;
  count(): Promise<number>;
}

export function outboxRepository(client: Client): OutboxRepository {
  return {
    relay: (limit, send) =>
      transact(client, async (tx) => {
        const rows = await tx.$queryRaw<OutboxRow[]>`
          SELECT id, queue, payload FROM outbox ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
        if (rows.length === 0) return 0;
        await send(rows);
        await tx.$executeRaw`DELETE FROM outbox WHERE id IN (${Prisma.join(rows.map(({ id }) => id))})`;
        return rows.length;
      }),

    count: () => client.outbox.count(),
  };
}
