import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dumpDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { newMasterKey, openObjectStore } from '@longhand/storage';
import { CliError } from '../cli-error.js';
import { tableFile } from './backup-manifest.js';
import { LineCount } from './line-files.js';
import type { OpenedBackup } from './open-backup.js';
import { type Restored, restore } from './restore.js';

export interface TrialOptions {
  backup: OpenedBackup;
  migrationsDir: string;
  /** Runs work with the address of an empty database that is thrown away afterwards. */
  withEmptyDatabase<T>(folder: string, work: (databaseUrl: string) => Promise<T>): Promise<T>;
  note(text: string): void;
}

/**
 * Restores a backup into a database and a store that are thrown away, reads every row out of that
 * database again, and compares counts and checksums with what the backup was made of.
 * @throws CliError that names the first table that came back otherwise, and what restore throws
 */
export async function tryRestore({ backup, migrationsDir, withEmptyDatabase, note }: TrialOptions): Promise<Restored> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-trial-'));
  try {
    return await withEmptyDatabase(folder, async (databaseUrl) => {
      const sealing = { key: newMasterKey(), oldKeys: '', keyFile: '', plainObjects: 'refuse' } as const;
      const log = createLogger({ service: 'cli', level: 'silent' });
      const url = pathToFileURL(join(folder, 'objects')).href;
      const store = await openObjectStore({ url, sealing, log });
      try {
        const options = { databaseUrl, store, backup, migrationsDir, note, keepAccess: true };
        const restored = await restore(options);
        await compareRows(databaseUrl, backup);
        return restored;
      } finally {
        await store.close();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function compareRows(databaseUrl: string, { manifest }: OpenedBackup): Promise<void> {
  const seen = new Set<string>();
  await dumpDatabase(databaseUrl, async (table, lines) => {
    const count = new LineCount();
    for await (const _ of count.through(lines));
    const [came, wanted] = [count.result(), manifest.files[tableFile(table)]];
    seen.add(tableFile(table));
    if (came.lines === wanted?.lines && came.sha256 === wanted.sha256) return;
    throw new CliError(`the backup does not come back as it was: ${table} has ${came.lines} rows, or other ones.`);
  });
  const lost = Object.keys(manifest.files).find((name) => name.startsWith('database/') && !seen.has(name));
  if (lost) throw new CliError(`the backup does not come back as it was: ${lost} has no table.`);
}
