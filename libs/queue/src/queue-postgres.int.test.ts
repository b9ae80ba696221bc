import { createLogger } from '@longhand/log';
import { createTestDatabase, patienceMs, type TestDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJobQueue } from './job-queue.js';
import { describeJobQueue } from './queue.test-suite.js';
import { testContract } from './test-contract.test-suite.js';

async function truncateAll(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'`,
  );
  await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} CASCADE`);
  await client.end();
}

describeJobQueue('postgres://', async () => {
  const { url, drop } = await createTestDatabase();
  return { url, empty: () => truncateAll(url), stop: drop };
});

describe('queue tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('are made by whoever comes first, and made again when their ledger was emptied', async () => {
    const contract = testContract('q');
    const log = createLogger({ service: 'test', level: 'silent' });
    const open = () => openJobQueue({ url: database.url, prefix: 'p', log, callTimeoutMs: patienceMs });
    const processes = Array.from({ length: 5 }, open);
    await Promise.all(processes.map((queue, i) => queue.enqueue(contract, { id: `${i}` })));
    expect(await processes[0].depth(contract)).toBe(5);
    await truncateAll(database.url);
    const later = open();
    await later.enqueue(contract, { id: 'after' });
    expect(await processes[0].depth(contract)).toBe(1);
    await Promise.all([...processes, later].map((queue) => queue.close()));
  });
});
