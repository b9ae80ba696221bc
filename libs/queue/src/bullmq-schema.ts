import type { Logger } from '@longhand/log';
import { runMigrations } from 'bullmq';
import pg from 'pg';

export const bullmqSchema = 'bullmq';

const alreadyExists = new Set(['42P07', '42710', '42723', '42P06', '42701']);

/**
 * Creates or updates BullMQ's tables; several processes may do so at once. If the tables exist but
 * their ledger is empty (somebody truncated all of them), they are created again: the queue only
 * wakes workers, and our own rows say what is to be done.
 */
export async function prepareBullmqSchema(url: string, log: Logger): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 30_000 });
  client.on('error', (error) => log.warn({ err: error }, 'queue database connection was lost'));
  await client.connect();
  try {
    await runMigrations(client, bullmqSchema).catch(async (error) => {
      if (!alreadyExists.has(String(error.code))) throw error;
      log.warn('the queue tables have lost their version table; creating them again');
      await client.query(`DROP SCHEMA ${bullmqSchema} CASCADE`);
      await runMigrations(client, bullmqSchema);
    });
  } finally {
    await client.end();
  }
}
