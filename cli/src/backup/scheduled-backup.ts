import { mkdir, rm } from 'node:fs/promises';
import type { Database } from '@longhand/db';
import { lockDatabase } from '@longhand/db';
import type { ObjectStore } from '@longhand/storage';
import { backUp } from './back-up.js';
import { backupSetName, draftOf, finishDraft, listBackupSets, pruneBackupSets } from './backup-sets.js';
import { openBackup } from './open-backup.js';
import { verifyBackup } from './restore.js';

export interface ScheduleOptions {
  /** Of the database's owner. */
  databaseUrl: string;
  db: Pick<Database, 'upkeep'>;
  store: ObjectStore;
  /** Folder of all scheduled backups. */
  dir: string;
  key: string | undefined;
  intervalMs: number;
  /** So many whole backups stay. */
  keep: number;
  note(text: string): void;
  signal: AbortSignal;
}

/**
 * Makes the backup that is due, reads it through, and only then deletes those that are too many. Of
 * several processes one does it, by a lock in the database that ends with its process.
 * @returns the new backup's folder; undefined when none is due or another process is at it
 */
export async function backUpWhenDue(options: ScheduleOptions): Promise<string | undefined> {
  const { databaseUrl, db, dir, key, intervalMs, keep, note, signal } = options;
  if (!(await isDue(dir, intervalMs))) return undefined;
  const unlock = await lockDatabase(databaseUrl, 'backup');
  if (!unlock) return undefined;
  try {
    // Another process may have made it before the lock was free.
    if (!(await isDue(dir, intervalMs))) return undefined;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const name = backupSetName(new Date());
    const draft = draftOf(dir, name);
    await rm(draft, { recursive: true, force: true }); // of a try that failed within this second
    const { files, objectBytes } = await backUp({ ...options, dir: draft, note: () => undefined });
    await verifyBackup(await openBackup(draft, key));
    signal.throwIfAborted();
    const made = await finishDraft(dir, name);
    await db.upkeep.done('backup', { objectBytes, rows: sumOf(Object.values(files).map(({ lines }) => lines)) });
    const gone = await pruneBackupSets(dir, keep);
    note(`Backup made and read through: ${made}${gone.length > 0 ? `; ${gone.length} older ones deleted` : ''}`);
    return made;
  } catch (error) {
    if (!signal.aborted) await db.upkeep.failed('backup').catch(() => undefined);
    throw error;
  } finally {
    await unlock();
  }
}

async function isDue(dir: string, intervalMs: number): Promise<boolean> {
  const [newest] = await listBackupSets(dir);
  return newest === undefined || Date.now() - newest.createdAt.getTime() >= intervalMs;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
