import { resolve } from 'node:path';
import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';
import { openStore } from '../system/open-store.js';
import { withDatabase } from '../system/with-database.js';

export const backup: Command = {
  name: 'backup',
  summary: 'copy everything into a folder, while the system goes on',
  usage: 'DIR',
  examples: ['longhand backup /mnt/backups/2026-11-22', 'longhand backup DIR --data /srv/longhand --json'],

  async run({ words: [dir], out, config, dataDir }) {
    if (dir === undefined) throw new UsageError('backup: name a new folder.');
    const { backUp } = await import('../backup/back-up.js');
    const manifest = await withDatabase({ config, dataDir }, async (databaseUrl) => {
      const store = await openStore({ config, dataDir });
      const note = (text: string) => out.note(text);
      return backUp({ databaseUrl, store, dir: resolve(dir), note }).finally(() => store.close());
    });
    const { createdAt, files, objectBytes, vanished } = manifest;
    out.json({ dir: resolve(dir), createdAt, files, objectBytes, vanished });
    for (const key of vanished) out.note(`deleted meanwhile: ${key}`);
    out.text(
      `The backup is whole: ${resolve(dir)}. It holds every record in the clear: keep it as safe as the system.`,
    );
    return 0;
  },
};
