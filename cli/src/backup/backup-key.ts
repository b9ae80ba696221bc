import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, isGiven } from '@longhand/config';
import { newMasterKey } from '@longhand/storage';
import { CliError } from '../cli-error.js';
import { keptSecret } from '../system/data-dir.js';

export interface BackupKeyUse {
  config: Config;
  dataDir: string;
  /** Makes a key in the data folder when there is none. */
  mayCreate?: boolean;
  note(text: string): void;
}

/**
 * The key of backups: BACKUP_KEY, else the one that is kept in the data folder.
 * @returns undefined when there is none, and none may be made
 * @throws CliError where one would have to be made and could not be kept
 */
export async function backupKeyOf(use: BackupKeyUse): Promise<string | undefined> {
  const { config, dataDir, mayCreate = false, note } = use;
  if (config.backup.key) return config.backup.key;
  const path = join(dataDir, 'backup-key');
  if (existsSync(path)) return keptSecret(dataDir, 'backup-key');
  if (!mayCreate) return undefined;
  if (isGiven('DATABASE_URL')) {
    throw new CliError(
      'set BACKUP_KEY to 32 random bytes in base64 (openssl rand -base64 32) to encrypt the backup, or add --plain.',
    );
  }
  const key = await keptSecret(dataDir, 'backup-key', newMasterKey);
  note(`Backups are encrypted with the key in ${path}. Keep a copy elsewhere: without it no backup can be restored.`);
  return key;
}
