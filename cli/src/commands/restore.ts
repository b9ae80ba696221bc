import { join, resolve } from 'node:path';
import { checkoutDir } from '../checkout-dir.js';
import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';
import { openStore } from '../system/open-store.js';
import { withDatabase } from '../system/with-database.js';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'bring a backup back into an empty system',
  usage: 'DIR [--check]',
  optionHelp: [['--check', 'only read the backup through and compare every checksum']],
  examples: [
    'longhand restore /mnt/backups/2026-11-22 --data /srv/longhand-new',
    'longhand restore /mnt/backups/2026-11-22 --check',
  ],
  options: { check: { type: 'boolean' } },

  async run({ values, words: [dir], out, config, dataDir }) {
    if (dir === undefined) throw new UsageError('restore: name the folder of a backup.');
    const [{ restore, verifyBackup }, { readBackupManifest }] = await Promise.all([
      import('../backup/restore.js'),
      import('../backup/backup-manifest.js'),
    ]);
    if (values.check) {
      await verifyBackup(resolve(dir), await readBackupManifest(resolve(dir)));
      out.json({ dir: resolve(dir), isWhole: true });
      out.text('The backup is whole.');
      return 0;
    }
    const { createdAt } = await withDatabase({ config, dataDir, mayCreate: true }, async (databaseUrl) => {
      const store = await openStore({ config, dataDir, mayCreate: true });
      const migrationsDir = join(checkoutDir, 'prisma', 'migrations');
      const note = (text: string) => out.note(text);
      return restore({ databaseUrl, store, dir: resolve(dir), migrationsDir, note }).finally(() => store.close());
    });
    out.json({ dir: resolve(dir), createdAt });
    out.text(`Restored the system as it was at ${createdAt}. "longhand check" compares rows and files.`);
    return 0;
  },
};
