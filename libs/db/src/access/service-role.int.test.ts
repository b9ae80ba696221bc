import { randomUUID } from 'node:crypto';
import { createLogger } from '@longhand/log';
import { createTestDatabase, type TestDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../open-database.js';
import { ensureServiceRole } from './service-role.js';

const name = `service_${randomUUID().slice(0, 8)}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`DROP ROLE IF EXISTS ${name}`);
  await owner.end();
  await database.drop();
});

const loginAs = (password: string) =>
  Object.assign(new URL(database.url), { username: name, password: encodeURIComponent(password) }).href;

it('makes a login that works through the two roles alone, and changes its password', async () => {
  await ensureServiceRole(database.url, loginAs("first' password"));
  await ensureServiceRole(database.url, loginAs('second:/@ password'));
  const db = openDatabase({
    url: loginAs('second:/@ password'),
    pool: 1,
    log: createLogger({ service: 'test', level: 'silent' }),
  });
  expect(await db.outbox.count()).toBe(0);
  await db.close();
  const bare = new pg.Client({ connectionString: loginAs('second:/@ password') });
  await bare.connect();
  await expect(bare.query('SELECT * FROM document')).rejects.toThrow(/permission denied/);
  await expect(bare.query('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
  await bare.end();
  const old = new pg.Client({ connectionString: loginAs("first' password") });
  await expect(old.connect()).rejects.toThrow(/password authentication failed/);
});

it('does not take the owner for the service', async () => {
  await expect(ensureServiceRole(database.url, database.url)).rejects.toMatchObject({ code: 'db.bad_service_url' });
});
