import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { loadDatabase, prepareRestore } from '@longhand/db';
import type { ObjectStore } from '@longhand/storage';
import { CliError } from '../cli-error.js';
import type { BackupFolder } from './backup-folder.js';
import { type BackedUpObject, backedUpObjectSchema, OBJECT_LIST, tableFile } from './backup-manifest.js';
import { countFileLines, readLines } from './line-files.js';
import type { OpenedBackup } from './open-backup.js';
import { AccessSuspension, type Suspended } from './suspend-access.js';

export interface RestoreOptions {
  databaseUrl: string;
  store: ObjectStore;
  backup: OpenedBackup;
  migrationsDir: string;
  /** Keys and people are valid as they were, also those that were revoked after the backup. */
  keepAccess: boolean;
  note(text: string): void;
}

export interface Restored {
  objects: number;
  /** Rows by table. */
  rows: Record<string, number>;
  suspended: Suspended;
}

/**
 * Brings a backup back into an empty system. All of the backup is checked before anything is
 * written; the objects come before the rows, so that a restore that is broken off leaves no row
 * that points at nothing, and can be run again. The database has the migrations of the backup
 * afterwards, and no later ones.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { databaseUrl, store, backup, migrationsDir, keepAccess, note } = options;
  const { folder, manifest } = backup;
  await verifyBackup(backup);
  note('The backup is complete.');
  await prepareRestore(databaseUrl, migrationsDir, manifest.migrations);
  let objects = 0;
  for await (const { key, contentType, sizeBytes, sha256 } of objectsOf(folder)) {
    const body = Readable.from(folder.read(`objects/${key}`), { objectMode: false });
    const stored = await store.put(key, body, { contentType, sizeBytes });
    if (stored.sha256 !== sha256) throw damaged(`objects/${key}`);
    objects += 1;
  }
  note(`${objects} objects`);
  const suspension = new AccessSuspension(new Date());
  const rows = await loadDatabase(databaseUrl, (table) => {
    if (!(tableFile(table) in manifest.files)) return undefined;
    const lines = readLines(folder, tableFile(table));
    return keepAccess ? lines : suspension.change(table, lines);
  });
  for (const [table, count] of Object.entries(rows)) note(`${table}: ${count} rows`);
  return { objects, rows, suspended: suspension.suspended };
}

/**
 * Reads every file of a backup.
 * @throws CliError that names the first one that is missing or is not what was written
 */
export async function verifyBackup({ folder, manifest }: OpenedBackup): Promise<void> {
  for (const [name, { lines, sha256 }] of Object.entries(manifest.files)) {
    const found = await countFileLines(folder, name).catch((cause) => {
      throw damaged(name, cause);
    });
    if (found.sha256 !== sha256 || found.lines !== lines) throw damaged(name);
  }
  for await (const { key, sha256 } of objectsOf(folder)) {
    const hash = createHash('sha256');
    await pipeline(folder.read(`objects/${key}`), hash).catch((cause) => {
      throw damaged(`objects/${key}`, cause);
    });
    if (hash.digest('hex') !== sha256) throw damaged(`objects/${key}`);
  }
}

const damaged = (name: string, cause?: unknown) =>
  new CliError(`the backup is damaged: ${name} is missing or was changed. Nothing was restored.`, {
    cause,
  });

async function* objectsOf(folder: BackupFolder): AsyncGenerator<BackedUpObject> {
  for await (const line of readLines(folder, OBJECT_LIST)) {
    const object = backedUpObjectSchema.parse(JSON.parse(line));
    // A key becomes a path: one that could leave the folder is not one that a backup wrote.
    if (!/^t(\/[\w][\w.-]*)+$/.test(object.key) || object.key.includes('..')) throw damaged(OBJECT_LIST);
    yield object;
  }
}
