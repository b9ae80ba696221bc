import { resolve } from 'node:path';
import type { Config } from '@longhand/config';
import { createLogger } from '@longhand/log';
import { openDatabase } from '@longhand/db';
import { openStore } from '../system/open-store.js';
import { backupKeyOf } from './backup-key.js';
import { backUpWhenDue } from './scheduled-backup.js';

const hourMs = 3_600_000;
/** How often it looks whether a backup is due. */
const lookEveryMs = 60_000;
/** After a failure. */
const retryAfterMs = 15 * 60_000;

export interface BackupScheduleOptions {
  config: Config;
  dataDir: string;
  /** Of the database's owner. */
  databaseUrl: string;
  isPlain?: boolean;
  note(text: string): void;
}

/**
 * Makes backups in BACKUP_DIR for as long as the process runs.
 * @returns what ends it, and breaks off a backup that is being made
 */
export async function startBackupSchedule(options: BackupScheduleOptions): Promise<{ close(): Promise<void> }> {
  const { config, dataDir, databaseUrl, isPlain = false, note } = options;
  const { dir, intervalHours, keep } = config.backup;
  const key = isPlain ? undefined : await backupKeyOf({ config, dataDir, mayCreate: true, note });
  const db = openDatabase({ url: databaseUrl, pool: 1, log: createLogger({ service: 'cli', level: 'silent' }) });
  const store = await openStore({ config, dataDir });
  const ending = new AbortController();
  const { signal } = ending;
  const schedule = { databaseUrl, db, store, dir: resolve(dir), key, intervalMs: intervalHours * hourMs, keep };
  const run = async () => {
    while (!signal.aborted) {
      const isFailed = await backUpWhenDue({ ...schedule, note, signal }).then(
        () => false,
        (error: Error) => {
          if (!signal.aborted) note(`The backup failed, and is tried again: ${error.message}`);
          return true;
        },
      );
      await rest(isFailed ? retryAfterMs : lookEveryMs, signal);
    }
  };
  const running = run();
  return {
    async close() {
      ending.abort();
      await running;
      await Promise.all([db.close(), store.close()]);
    },
  };
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolved) => {
    if (signal.aborted) return resolved();
    const timer = setTimeout(resolved, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolved();
      },
      { once: true },
    );
  });
}
