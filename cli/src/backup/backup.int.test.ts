import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import {
  layoutKey,
  newMasterKey,
  type ObjectStore,
  openObjectStore,
  originalKey,
  pageImageKey,
} from '@longhand/storage';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp } from './back-up.js';
import { openBackup } from './open-backup.js';
import { restore, verifyBackup } from './restore.js';
import { tryRestore } from './trial-restore.js';

const log = createLogger({ service: 'test', level: 'silent' });
const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
const note = () => undefined;
const key = newMasterKey();
let folder: string;
let seed: Seed;
let store: ObjectStore;
let sql: pg.Client;
let documentIds: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-backup-test-'));
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  store = await newStore('objects');
  documentIds = [];
  for (const line of ['Ramipril daily', 'Sehr müde “heute”\\n', 'NULL']) documentIds.push(await plant(line));
  const word = (await seed.db.pages.get(seed.tenantId, documentIds[0], 1))?.lines[0].words[0].id as string;
  await seed.db.pages.correctWord(seed.tenantId, {
    documentId: documentIds[0],
    number: 1,
    wordId: word,
    text: 'Ramipril 5',
    actor: 'key:1',
  });
  await seed.db.documents.patch(seed.tenantId, documentIds[1], { tags: ['a,b', '{"x"}'], recordDate: '1905-03-01' });
  await seed.db.documents.retain(seed.tenantId, documentIds[2], { holdReason: 'Case 7' });
  for (let i = 0; i < 3; i += 1) await seed.db.audit.append(entry(seed.tenantId));
});
afterAll(async () => {
  await sql.end();
  await seed.close();
  await rm(folder, { recursive: true, force: true });
});

/** Each with a key of its own. */
const newStore = (name: string) => {
  const sealing = { key: newMasterKey(), oldKeys: '', keyFile: '', plainObjects: 'refuse' } as const;
  return openObjectStore({ url: pathToFileURL(join(folder, name)).href, sealing, log });
};
const entry = (tenantId: string) => ({ tenantId, actor: 'key:1', action: 'search', object: '-', requestId: 'r' });

/** A read document with its files. */
async function plant(line: string): Promise<string> {
  const { documentId } = await seed.addRead([[line]], { title: `About ${line}` });
  const put = (key: string, contentType: string) => store.put(key, randomBytes(70_000), { contentType });
  await put(originalKey(seed.tenantId, documentId), 'image/jpeg');
  await put(pageImageKey(seed.tenantId, documentId, 1), 'image/jpeg');
  await put(layoutKey(seed.tenantId, documentId, 1), 'application/json');
  return documentId;
}

/** A database without anything in it, on the server of the test. */
async function emptyDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await sql.query(`CREATE DATABASE ${name}`);
  return Object.assign(new URL(seed.url), { pathname: `/${name}` }).href;
}

/** Every row of every table as text, sorted. */
async function rowsOf(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        AND table_name NOT IN ('_prisma_migrations', 'worker', 'rate_window', 'upkeep') ORDER BY 1`);
    const all: Record<string, string[]> = {};
    for (const { name } of rows) {
      const found = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
      all[name] = found.rows.map(({ row }) => row);
    }
    return all;
  } finally {
    await client.end();
  }
}

async function objectsOf(from: ObjectStore): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for await (const key of from.list('t/')) {
    all[key] = createHash('sha256')
      .update(await from.get(key))
      .digest('hex');
  }
  return all;
}

describe('a backup', () => {
  it('brings an empty system to the same rows, the same bytes, the same answers, and lets it go on', async () => {
    const dir = join(folder, 'backup');
    const manifest = await backUp({ databaseUrl: seed.url, store, dir, key, note });
    expect(manifest.vanished).toEqual([]);
    expect(manifest.files['database/document.ndjson.gz'].lines).toBe(3);
    const databaseUrl = await emptyDatabase();
    const restored = await newStore('restored');
    const backup = await openBackup(dir, key);
    const { suspended } = await restore({
      databaseUrl,
      store: restored,
      backup,
      migrationsDir,
      keepAccess: true,
      note,
    });
    expect(suspended).toEqual({ api_key: 0, app_user: 0, break_glass: 0 });
    const rows = await rowsOf(databaseUrl);
    expect(rows).toEqual(await rowsOf(seed.url));
    expect(rows.search_form.length).toBeGreaterThan(3);
    const objects = await objectsOf(restored);
    expect(objects).toEqual(await objectsOf(store));
    expect(Object.keys(objects)).toHaveLength(9);
    const db = openDatabase({ url: databaseUrl, pool: 2, log });
    try {
      for (const q of ['ramipril', 'mude', 'title:about', '"sehr müde"', 'nothing']) {
        const ask = (from: typeof db) => from.search.find(seed.tenantId, { q, limit: 10 });
        expect([q, await ask(db)]).toEqual([q, await ask(seed.db)]);
      }
      expect((await db.search.find(seed.tenantId, { q: 'ramipril', limit: 10 })).hits).toHaveLength(1);
      await db.audit.append(entry(seed.tenantId));
      expect(await db.audit.verify(seed.tenantId)).toMatchObject({ rows: 4 });
      expect((await db.audit.verify(seed.tenantId)).fault).toBeUndefined();
      await expect(db.documents.delete(seed.tenantId, documentIds[2])).rejects.toMatchObject({ code: 'document.held' });
      expect(await db.documents.delete(seed.tenantId, documentIds[0])).toBe(true);
      expect((await db.search.find(seed.tenantId, { q: 'ramipril', limit: 10 })).hits).toEqual([]);
    } finally {
      await db.close();
    }
  });

  it('is refused as a whole when one byte of it is not what was written', async () => {
    const dir = join(folder, 'damaged');
    await backUp({ databaseUrl: seed.url, store, dir, key, note });
    const path = join(dir, 'objects', originalKey(seed.tenantId, documentIds[1]));
    const bytes = await readFile(path);
    bytes[35_000] ^= 1;
    await writeFile(path, bytes);
    const databaseUrl = await emptyDatabase();
    const target = await newStore('untouched');
    const attempt = async () =>
      restore({
        databaseUrl,
        store: target,
        backup: await openBackup(dir, key),
        migrationsDir,
        keepAccess: false,
        note,
      });
    await expect(attempt()).rejects.toThrow(/damaged: objects\/t/);
    expect(await objectsOf(target)).toEqual({});
    expect(await rowsOf(databaseUrl)).toEqual({});
    bytes[35_000] ^= 1;
    await writeFile(path, bytes);
    await writeFile(join(dir, 'database', 'word.ndjson.gz'), 'cut');
    await expect(attempt()).rejects.toThrow(/damaged: database\/word/);
    await rm(join(dir, 'manifest.json'));
    await expect(attempt()).rejects.toThrow(/does not contain a complete backup/);
  });

  it('is not written over another one, nor restored over records', async () => {
    const dir = join(folder, 'twice');
    await backUp({ databaseUrl: seed.url, store, dir, key, note });
    await expect(backUp({ databaseUrl: seed.url, store, dir, key, note })).rejects.toThrow(/not empty/);
    const target = await newStore('other');
    const backup = await openBackup(dir, key);
    const attempt = restore({ databaseUrl: seed.url, store: target, backup, migrationsDir, keepAccess: false, note });
    await expect(attempt).rejects.toMatchObject({ code: 'restore.not_empty' });
  });

  it('holds no word of a record in the clear, and opens with its own key alone', async () => {
    const dir = join(folder, 'sealed');
    const { sealing } = await backUp({ databaseUrl: seed.url, store, dir, key, note });
    const paths = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(paths.length).toBeGreaterThan(20);
    for (const { parentPath, name } of paths) {
      const bytes = await readFile(join(parentPath, name));
      for (const planted of ['Ramipril', 'Case 7', key]) expect([name, bytes.includes(planted)]).toEqual([name, false]);
      // Nor packed alone: gzip begins with these two bytes.
      expect([name, bytes.readUInt16BE(0)]).not.toEqual([name, 0x1f8b]);
    }
    const other = newMasterKey();
    const missing = `set BACKUP_KEY to the key that it was made with (id ${sealing?.keyId})`;
    await expect(openBackup(dir, undefined)).rejects.toThrow(missing);
    await expect(openBackup(dir, other)).rejects.toThrow(/is not the key of the backup/);
    await expect(openBackup(dir, other)).rejects.not.toThrow(other);
    await expect(openBackup(dir, 'short')).rejects.toMatchObject({ code: 'storage.bad_master_key' });
  });

  it('is refused where somebody without the key has put another list, another file or plain files', async () => {
    const [dir, plainDir] = [join(folder, 'forged'), join(folder, 'plain')];
    await backUp({ databaseUrl: seed.url, store, dir, key, note });
    await backUp({ databaseUrl: seed.url, store, dir: plainDir, key: undefined, note });
    const manifest = await readFile(join(dir, 'manifest.json'), 'utf8');
    await writeFile(join(dir, 'manifest.json'), manifest.replace(/"vanished": \[\]/, '"vanished": ["t/a"]'));
    await expect(openBackup(dir, key)).rejects.toThrow(/manifest.json is not what was written/);
    await writeFile(join(dir, 'manifest.json'), await readFile(join(plainDir, 'manifest.json')));
    await expect(openBackup(dir, key)).rejects.toThrow(/is not encrypted/);
    await writeFile(join(dir, 'manifest.json'), manifest);
    const fileOf = (id: string) => join(dir, 'objects', originalKey(seed.tenantId, id));
    await writeFile(fileOf(documentIds[0]), await readFile(fileOf(documentIds[1])));
    await expect(openBackup(dir, key).then(verifyBackup)).rejects.toThrow(/damaged: objects\/t/);
    // In the clear only for whoever asks for it.
    await expect(openBackup(plainDir, undefined).then(verifyBackup)).resolves.toBeUndefined();
  });

  it('lets nobody in when it is restored, until each is confirmed', async () => {
    const { db, tenantId } = seed;
    const valid = await db.apiKeys.create(tenantId, 'scanner', { role: 'clerk' });
    const revoked = await db.apiKeys.create(tenantId, 'lost');
    await db.apiKeys.revoke(tenantId, revoked.keyId);
    await db.users.create(tenantId, { name: 'dr.amsel', role: 'admin', passwordHash: 'x', mustChange: false });
    const dir = join(folder, 'access');
    await backUp({ databaseUrl: seed.url, store, dir, key, note });
    // After the backup: a restore must not make it valid again.
    await db.apiKeys.revoke(tenantId, valid.keyId);
    const databaseUrl = await emptyDatabase();
    const backup = await openBackup(dir, key);
    const options = { databaseUrl, store: await newStore('access'), backup, migrationsDir, keepAccess: false, note };
    expect((await restore(options)).suspended).toMatchObject({ api_key: 1, app_user: 1 });
    const restored = openDatabase({ url: databaseUrl, pool: 2, log });
    try {
      expect(await restored.apiKeys.identify(valid.key)).toMatchObject({ isValid: false });
      expect(await restored.apiKeys.identify(revoked.key)).toMatchObject({ isValid: false });
      expect((await restored.users.list(tenantId)).map(({ disabledAt }) => disabledAt)).toEqual([expect.any(Date)]);
      expect(await restored.apiKeys.confirm(tenantId, revoked.keyId)).toBeUndefined();
      expect(await restored.apiKeys.confirm(tenantId, valid.keyId)).toBe('clerk');
      expect(await restored.apiKeys.identify(valid.key)).toMatchObject({ isValid: true });
    } finally {
      await restored.close();
    }
  });

  it('is tried: it comes back into a throwaway system, row by row; one that does not is named', async () => {
    const dir = join(folder, 'trial');
    await backUp({ databaseUrl: seed.url, store, dir, key, note });
    const backup = await openBackup(dir, key);
    const withEmptyDatabase = async <T>(_: string, work: (url: string) => Promise<T>) => work(await emptyDatabase());
    const { objects, rows } = await tryRestore({ backup, migrationsDir, withEmptyDatabase, note });
    expect([objects, rows.document]).toEqual([9, 3]);
    // A list that promises other rows than the files hold, as a fault in our own writing would.
    const { files } = backup.manifest;
    const more = { ...files, 'database/gone.ndjson.gz': files['database/page.ndjson.gz'] };
    const wrong = { ...backup, manifest: { ...backup.manifest, files: more } };
    await expect(tryRestore({ backup: wrong, migrationsDir, withEmptyDatabase, note })).rejects.toThrow(/gone/);
  });
});
