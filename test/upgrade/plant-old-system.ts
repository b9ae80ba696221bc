import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hashPassword, migrateDeploy } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { openObjectStore, originalKey, pageImageKey } from '@longhand/storage';
import { createTestDatabase, type Seed, seedDatabase, type TestDatabase } from '@longhand/test-kit';
import pg from 'pg';
import sharp from 'sharp';

/** The last migration that version 0.1.0 had. */
export const lastOf010 = '20261122234000_tenant_usage';
export const migrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** What 0.1.0 had: a key, a person, and one letter of two pages with a correction. */
export interface OldRecords {
  tenantId: string;
  key: string;
  documentId: string;
  jpeg: Buffer;
}

export interface OldSystem extends OldRecords {
  database: TestDatabase;
  sql: pg.Client;
  storageUrl: string;
  close(): Promise<void>;
}

/**
 * A database with the schema of 0.1.0 and records in it, and the files of these records.
 * @param folder where the files go
 */
export async function plantOldSystem(folder: string): Promise<OldSystem> {
  const database = await createTestDatabase();
  const sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  await sql.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const names = (await migrationNames()).filter((name) => name <= lastOf010);
  if (names.at(-1) !== lastOf010) throw new Error(`there is no migration ${lastOf010}`);
  await migrateDeploy(database.url, migrationsDir, names);
  const storageUrl = pathToFileURL(join(folder, 'objects')).href;
  const seed = await seedDatabase();
  const records = await plant(seed, storageUrl);
  await copyRows(seed.url, sql, records);
  await seed.close();
  const close = async () => {
    await sql.end();
    await database.drop();
  };
  return { ...records, database, sql, storageUrl, close };
}

export const migrationNames = async (): Promise<string[]> =>
  (await readdir(migrationsDir)).filter((name) => /^\d/.test(name)).sort();

async function plant(seed: Seed, storageUrl: string): Promise<OldRecords> {
  const { db, tenantId } = seed;
  const { documentId } = await seed.addRead([['Frau Mueller', 'amoxicillin 500mg'], ['seen again in May']], {
    title: 'Letter of the ward',
    recordDate: '1905-05-01',
    tags: ['ward 3'],
  });
  const word = (await db.pages.get(tenantId, documentId, 2))?.lines[0].words[3].id as string;
  await db.pages.correctWord(tenantId, { documentId, number: 2, wordId: word, text: 'March', actor: 'key:1' });
  const { key } = await db.apiKeys.create(tenantId, 'scanner', { role: 'admin' });
  const passwordHash = await hashPassword('a password of theirs');
  await db.users.create(tenantId, { name: 'dr.amsel', role: 'reviewer', passwordHash, mustChange: false });
  for (const action of ['document.read', 'search'])
    await db.audit.append({ tenantId, actor: 'key:1', action, object: documentId, requestId: 'r' });
  const log = createLogger({ service: 'test', level: 'silent' });
  const store = await openObjectStore({ url: storageUrl, log });
  const jpeg = await sharp({ create: { width: 1000, height: 1500, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  await store.put(originalKey(tenantId, documentId), jpeg, { contentType: 'image/jpeg' });
  for (const page of [1, 2])
    await store.put(pageImageKey(tenantId, documentId, page), jpeg, { contentType: 'image/jpeg' });
  await store.close();
  return { tenantId, key, documentId, jpeg };
}

/** Rows of today's schema into that of 0.1.0: columns that it does not have are left out. */
async function copyRows(from: string, sql: pg.Client, { jpeg }: OldRecords): Promise<void> {
  const source = new pg.Client({ connectionString: from });
  await source.connect();
  const { rows } = await sql.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  await sql.query('SET session_replication_role = replica');
  for (const { name } of rows) {
    const found = await source.query(
      `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]')::text AS rows FROM public."${name}" t`,
    );
    await sql.query(
      `INSERT INTO public."${name}" SELECT * FROM jsonb_populate_recordset(NULL::public."${name}", $1::jsonb)`,
      [found.rows[0].rows],
    );
  }
  await sql.query('SET session_replication_role = DEFAULT');
  // 0.1.0 wrote an amount and its unit as one word.
  await sql.query(`UPDATE search_page SET body = replace(body::text, '.500', '.500mg')::tsvector`);
  await sql.query('UPDATE document SET size_bytes = $1', [jpeg.length]);
  await sql.query(`SELECT setval('audit_log_id_seq', (SELECT max(id) FROM audit_log))`);
  await sql.query(`SELECT setval('timeline_id_seq', (SELECT max(id) FROM timeline))`);
  await source.end();
}
