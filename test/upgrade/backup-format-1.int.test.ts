import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { newMasterKey, type ObjectStore, openObjectStore, originalKey } from '@longhand/storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backUp } from '../../cli/src/backup/back-up.js';
import { openBackup } from '../../cli/src/backup/open-backup.js';
import { recordRestore } from '../../cli/src/backup/record-restore.js';
import { restore } from '../../cli/src/backup/restore.js';
import { migrationNames, migrationsDir, type OldSystem, plantOldSystem } from './plant-old-system.js';

const log = createLogger({ service: 'test', level: 'silent' });
const note = () => undefined;
let old: OldSystem;
let folder: string;
let dir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-format-1-test-'));
  dir = join(folder, 'backup');
  old = await plantOldSystem(folder);
  const store = await openObjectStore({ url: old.storageUrl, log });
  await backUp({ databaseUrl: old.database.url, store, dir, key: undefined, note });
  await store.close();
  // As 0.1.0 wrote it: no signature, nothing about encryption, and its own name.
  const path = join(dir, 'manifest.json');
  const { signature, sealing, ...manifest } = JSON.parse(await readFile(path, 'utf8'));
  expect([signature, sealing]).toEqual([undefined, undefined]);
  await writeFile(path, JSON.stringify({ ...manifest, format: 'longhand-backup-1' }));
});
afterAll(async () => {
  await old?.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([true, false])(
  'a plain backup of format 1 is restored and brought up to date (access kept: %s)',
  async (keepAccess) => {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await old.sql.query(`CREATE DATABASE ${name}`);
    const databaseUrl = Object.assign(new URL(old.database.url), { pathname: `/${name}` }).href;
    // It was in the clear; in its new store it is not.
    const sealing = { key: newMasterKey(), oldKeys: '', keyFile: '', plainObjects: 'refuse' } as const;
    const url = pathToFileURL(join(folder, `restored-${keepAccess}`)).href;
    const store: ObjectStore = await openObjectStore({ url, sealing, log });
    const backup = await openBackup(dir, undefined);
    expect(await restore({ databaseUrl, store, backup, migrationsDir, keepAccess, note })).toMatchObject({
      objects: 3,
      rows: { document: 1, page: 2, correction: 1, api_key: 1, app_user: 1 },
      suspended: { api_key: keepAccess ? 0 : 1, app_user: keepAccess ? 0 : 1 },
    });
    const { createdAt, migrations } = backup.manifest;
    await recordRestore({ databaseUrl, migrationsDir, createdAt, keepAccess });
    expect((await migrationNames()).length).toBeGreaterThan(migrations.length);

    const db = openDatabase({ url: databaseUrl, pool: 2, log });
    try {
      const page = await db.pages.get(old.tenantId, old.documentId, 2);
      expect(page?.lines[0].words.map(({ text }) => text).join(' ')).toBe('seen again in March');
      expect((await db.search.find(old.tenantId, { q: 'amoxicilin', limit: 5 })).hits).toHaveLength(1);
      expect((await store.get(originalKey(old.tenantId, old.documentId))).equals(old.jpeg)).toBe(true);
      expect((await db.audit.verify(old.tenantId)).fault).toBeUndefined();
      expect(await db.apiKeys.verify(old.key)).toEqual(
        keepAccess ? expect.objectContaining({ name: 'scanner' }) : undefined,
      );
    } finally {
      await db.close();
      await store.close();
      await old.sql.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  },
);

it('is not taken without being told that it is in the clear', async () => {
  await expect(openBackup(dir, newMasterKey())).rejects.toThrow(/is not encrypted/);
});
