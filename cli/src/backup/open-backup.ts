import { FileSealer } from '@longhand/storage';
import { CliError } from '../cli-error.js';
import { BackupFolder } from './backup-folder.js';
import { type BackupManifest, readBackupManifest } from './backup-manifest.js';

export interface OpenedBackup {
  folder: BackupFolder;
  manifest: BackupManifest;
}

/**
 * Opens a backup for reading, and makes sure that its list of files was written by whoever has the
 * key.
 * @param key undefined takes a backup in the clear and no other
 * @throws CliError with a sentence for a missing or wrong key
 */
export async function openBackup(dir: string, key: string | undefined): Promise<OpenedBackup> {
  const { manifest, signature } = await readBackupManifest(dir);
  const { sealing } = manifest;
  if (!sealing) {
    // Else whoever can write to the folder could put a forged backup in the place of a sealed one.
    if (key !== undefined)
      throw new CliError(`the backup in ${dir} is not encrypted. If you trust the folder, add --plain.`);
    return { folder: new BackupFolder(dir), manifest };
  }
  if (key === undefined) {
    throw new CliError(
      `the backup in ${dir} is encrypted: set BACKUP_KEY to the key that it was made with (id ${sealing.keyId}).`,
    );
  }
  const sealer = new FileSealer(key, sealing.salt);
  if (sealer.keyId !== sealing.keyId) {
    throw new CliError(
      `BACKUP_KEY (id ${sealer.keyId}) is not the key of the backup in ${dir}: that has the id ${sealing.keyId}.`,
    );
  }
  if (!sealer.isSigned(JSON.stringify(manifest), signature))
    throw new CliError(`the backup in ${dir} is damaged: its manifest.json is not what was written. Nothing is used.`);
  return { folder: new BackupFolder(dir, sealer), manifest };
}
