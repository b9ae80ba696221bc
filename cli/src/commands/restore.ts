import { join, resolve } from 'node:path';
import { checkoutDir } from '../checkout-dir.js';
import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';
import { openStore } from '../system/open-store.js';
import { withDatabase } from '../system/with-database.js';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'restore a backup into an empty system',
  usage: 'DIR [--check] [--keep-access] [--plain]',
  optionHelp: [
    ['--check', 'only read the whole backup and compare every checksum'],
    ['--keep-access', 'keep the access of keys and people as in the backup, even if it was revoked since'],
    ['--plain', 'accept an unencrypted backup'],
  ],
  examples: [
    'longhand restore /mnt/backups/2026-11-22 --data /srv/longhand-new',
    'longhand restore /mnt/backups/2026-11-22 --check',
  ],
  options: { check: { type: 'boolean' }, 'keep-access': { type: 'boolean' }, plain: { type: 'boolean' } },

  async run({ values, words: [dir], out, config, dataDir }) {
    if (dir === undefined) throw new UsageError('restore: give the folder of a backup.');
    const [{ restore, verifyBackup }, { openBackup }, { backupKeyOf }, { recordRestore }] = await Promise.all([
      import('../backup/restore.js'),
      import('../backup/open-backup.js'),
      import('../backup/backup-key.js'),
      import('../backup/record-restore.js'),
    ]);
    const note = (text: string) => out.note(text);
    const key = values.plain ? undefined : await backupKeyOf({ config, dataDir, note });
    const backup = await openBackup(resolve(dir), key);
    if (values.check) {
      await verifyBackup(backup);
      out.json({ dir: resolve(dir), isWhole: true });
      out.text('The backup is complete.');
      return 0;
    }
    const { createdAt } = backup.manifest;
    const keepAccess = values['keep-access'] === true;
    const suspended = await withDatabase({ config, dataDir, mayCreate: true }, async (databaseUrl) => {
      const store = await openStore({ config, dataDir, mayCreate: true });
      const migrationsDir = join(checkoutDir, 'prisma', 'migrations');
      const options = { databaseUrl, store, backup, migrationsDir, keepAccess, note };
      const restored = await restore(options).finally(() => store.close());
      await recordRestore({ databaseUrl, migrationsDir, createdAt, keepAccess });
      return restored.suspended;
    });
    out.json({ dir: resolve(dir), createdAt, suspended });
    out.text(`Restored the system as of ${createdAt}. Run "longhand check" to compare records and files.`);
    if (suspended.api_key + suspended.app_user > 0) {
      out.text(
        [
          `${suspended.api_key} keys and ${suspended.app_user} people have no access yet:`,
          'some may have been revoked after the backup.',
          'Give it back one by one: "longhand key confirm PREFIX", "longhand users enable NAME".',
        ].join('\n'),
      );
    }
    return 0;
  },
};
