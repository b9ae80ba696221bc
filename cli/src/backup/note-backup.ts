import { openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import type { BackupManifest } from './backup-manifest.js';

/**
 * Tells the system that there is a good backup, for its health and metrics.
 * @returns whether it could be told: a database of before an update has no place for it
 */
export async function noteBackup(databaseUrl: string, { files, objectBytes }: BackupManifest): Promise<boolean> {
  const db = openDatabase({ url: databaseUrl, pool: 1, log: createLogger({ service: 'cli', level: 'silent' }) });
  const rows = Object.values(files).reduce((all, { lines }) => all + lines, 0);
  return db.upkeep
    .done('backup', { objectBytes, rows })
    .then(
      () => true,
      () => false,
    )
    .finally(() => db.close());
}
