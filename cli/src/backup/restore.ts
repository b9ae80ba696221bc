import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { loadDatabase, migrateDeploy, prepareRestore } from '@longhand/db';
import type { ObjectStore } from '@longhand/storage';
import { CliError } from '../cli-error.js';
import { countFileLines, readLines } from './line-files.js';
import {
  type BackedUpObject,
  backedUpObjectSchema,
  type BackupManifest,
  OBJECT_LIST,
  readBackupManifest,
  tableFile,
} from './backup-manifest.js';

export interface RestoreOptions {
  databaseUrl: string;
  store: ObjectStore;
  dir: string;
  migrationsDir: string;
  note(text: string): void;
}

/**
 * Brings a backup back into an empty system. All of the backup is checked before anything is
 * written; the objects come before the rows, so that a restore that is broken off leaves no row
 * that points at nothing, and can be run again.
 */
export async function restore({
  databaseUrl,
  store,
  dir,
  migrationsDir,
  note,
}: RestoreOptions): Promise<BackupManifest> {
  const manifest = await readBackupManifest(dir);
  await verifyBackup(dir, manifest);
  note('The backup is whole.');
  await prepareRestore(databaseUrl, migrationsDir, manifest.migrations);
  let objects = 0;
  for await (const object of objectsOf(dir)) {
    const { key, contentType, sizeBytes, sha256 } = object;
    const stored = await store.put(key, createReadStream(join(dir, 'objects', key)), { contentType, sizeBytes });
    if (stored.sha256 !== sha256) throw damaged(`objects/${key}`);
    objects += 1;
  }
  note(`${objects} objects`);
  const counts = await loadDatabase(databaseUrl, (table) =>
    tableFile(table) in manifest.files ? readLines(join(dir, tableFile(table))) : undefined,
  );
  for (const [table, count] of Object.entries(counts)) note(`${table}: ${count} rows`);
  await migrateDeploy(databaseUrl, migrationsDir);
  return manifest;
}

/**
 * Reads every file of a backup.
 * @throws CliError that names the first one that is missing or is not what was written
 */
export async function verifyBackup(dir: string, manifest: BackupManifest): Promise<void> {
  for (const [name, { lines, sha256 }] of Object.entries(manifest.files)) {
    const found = await countFileLines(join(dir, name)).catch((cause) => {
      throw damaged(name, cause);
    });
    if (found.sha256 !== sha256 || found.lines !== lines) throw damaged(name);
  }
  for await (const { key, sha256 } of objectsOf(dir)) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(dir, 'objects', key)), hash).catch((cause) => {
      throw damaged(`objects/${key}`, cause);
    });
    if (hash.digest('hex') !== sha256) throw damaged(`objects/${key}`);
  }
}

const damaged = (name: string, cause?: unknown) =>
  new CliError(`the backup is damaged: ${name} is missing or is not what was written. Nothing of it is used.`, {
    cause,
  });

async function* objectsOf(dir: string): AsyncGenerator<BackedUpObject> {
  for await (const line of readLines(join(dir, OBJECT_LIST))) {
    const object = backedUpObjectSchema.parse(JSON.parse(line));
    // A key becomes a path: one that could leave the folder is not one that a backup wrote.
    if (!/^t(\/[\w][\w.-]*)+$/.test(object.key) || object.key.includes('..')) throw damaged(OBJECT_LIST);
    yield object;
  }
}
