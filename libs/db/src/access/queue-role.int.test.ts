import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureQueueRole } from './queue-role.js';

const name = `queue_${randomUUID().slice(0, 8)}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await as(database.url, async (owner) => {
    await owner.query(`DROP OWNED BY ${name}`);
    await owner.query(`DROP ROLE IF EXISTS ${name}`);
  });
  await database.drop();
});

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

it('makes a login that owns the schema of the queue and sees no record', async () => {
  const queueUrl = Object.assign(new URL(database.url), { username: name, password: 'secret' }).href;
  // As an earlier version left it: the tables of the queue belong to the owner of the database.
  await as(database.url, async (owner) => {
    await owner.query('CREATE SCHEMA waiting');
    await owner.query('CREATE TABLE waiting.job (id int)');
  });
  await ensureQueueRole(database.url, queueUrl, 'waiting');
  await as(queueUrl, async (queue) => {
    await queue.query('CREATE SCHEMA IF NOT EXISTS waiting');
    await queue.query('CREATE TABLE waiting.job (id int)');
    await queue.query('INSERT INTO waiting.job VALUES (1)');
    await expect(queue.query('SELECT * FROM document')).rejects.toThrow(/permission denied/);
    await expect(queue.query("SELECT set_config('role', 'longhand_system', true)")).rejects.toThrow(
      /permission denied/,
    );
  });
  await ensureQueueRole(database.url, queueUrl, 'waiting');
  const rows = await as(queueUrl, (queue) => queue.query('SELECT id FROM waiting.job'));
  expect(rows.rows).toEqual([{ id: 1 }]);
});
