import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrateDeploy } from './migrate-deploy.js';

let database: TestDatabase;
let sql: pg.Client;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-migrations-'));
  await sql.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), text);
}

const tableNames = async () => {
  const { rows } = await sql.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  return rows.map(({ tablename }) => tablename);
};

describe('migrateDeploy', () => {
  it('applies what is new, in order, once, though five processes start at once', async () => {
    await write('1_first', 'CREATE TABLE a (id int)');
    await write('2_second', 'ALTER TABLE a ADD COLUMN b int');
    const results = await Promise.all(Array.from({ length: 5 }, () => migrateDeploy(database.url, folder)));
    expect(results.filter((names) => names.length > 0)).toEqual([['1_first', '2_second']]);
    await write('3_third', 'CREATE TABLE c (id int)');
    expect(await migrateDeploy(database.url, folder)).toEqual(['3_third']);
    expect(await tableNames()).toEqual(['_prisma_migrations', 'a', 'c']);
  });

  it('rolls a failing migration back as a whole and runs it again once it is repaired', async () => {
    await write('1_bad', 'CREATE TABLE a (id int); CREATE TABLE a (id int)');
    await expect(migrateDeploy(database.url, folder)).rejects.toMatchObject({ code: 'db.migration_failed' });
    expect(await tableNames()).toEqual(['_prisma_migrations']);
    await write('1_bad', 'CREATE TABLE a (id int)');
    expect(await migrateDeploy(database.url, folder)).toEqual(['1_bad']);
  });

  it('refuses a changed migration and a database of a newer version', async () => {
    await write('1_first', 'CREATE TABLE a (id int)');
    await migrateDeploy(database.url, folder);
    await write('1_first', 'CREATE TABLE a (id bigint)');
    await expect(migrateDeploy(database.url, folder)).rejects.toMatchObject({ code: 'db.migration_changed' });
    await rm(join(folder, '1_first'), { recursive: true });
    await expect(migrateDeploy(database.url, folder)).rejects.toMatchObject({ code: 'db.migration_unknown' });
  });

  it('makes an audit log that nobody can change', async () => {
    await migrateDeploy(database.url, fileURLToPath(new URL('../../../prisma/migrations', import.meta.url)));
    await sql.query(
      `INSERT INTO audit_log (tenant_id, actor, action, object, request_id, hash)
       VALUES (gen_random_uuid(), 'a', 'b', 'c', 'd', 'e')`,
    );
    await expect(sql.query(`UPDATE audit_log SET actor = 'x'`)).rejects.toThrow('append-only');
    await expect(sql.query('DELETE FROM audit_log')).rejects.toThrow('append-only');
    await expect(sql.query('TRUNCATE audit_log')).rejects.toThrow('append-only');
  });
});
