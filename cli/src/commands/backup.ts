import { join, resolve } from 'node:path';
import { checkoutDir } from '../checkout-dir.js';
import { CliError, UsageError } from '../cli-error.js';
import type { Command, CommandInput } from '../command.js';
import { openStore } from '../system/open-store.js';
import { withDatabase } from '../system/with-database.js';

export const backup: Command = {
  name: 'backup',
  summary:
    'copy everything to a folder, encrypted, while the system keeps running; test whether a backup can be restored',
  usage: 'DIR | verify DIR | --schedule  [--plain]',
  optionHelp: [
    ['--schedule', 'keep making backups in BACKUP_DIR (`longhand up` does this automatically)'],
    ['--plain', 'do not encrypt the backup; verify: accept an unencrypted backup'],
  ],
  examples: [
    'longhand backup /mnt/backups/2026-11-22',
    'longhand backup verify /mnt/backups/2026-11-22',
    'BACKUP_DIR=/mnt/backups longhand backup --schedule',
  ],
  options: { schedule: { type: 'boolean' }, plain: { type: 'boolean' } },

  run(input) {
    const { words, values } = input;
    if (values.schedule) return keepBackingUp(input);
    const [first, second] = words;
    if (first === 'verify' && second !== undefined) return verify(input, resolve(second));
    if (first === undefined || first === 'verify')
      throw new UsageError(`backup: give the path of ${first ? 'the backup' : 'a new folder'}.`);
    return backUpTo(input, resolve(first));
  },
};

async function backUpTo({ values, out, config, dataDir, signal }: CommandInput, dir: string): Promise<number> {
  const [{ backUp }, { backupKeyOf }, { noteBackup }] = await Promise.all([
    import('../backup/back-up.js'),
    import('../backup/backup-key.js'),
    import('../backup/note-backup.js'),
  ]);
  const note = (text: string) => out.note(text);
  const manifest = await withDatabase({ config, dataDir }, async (databaseUrl) => {
    const key = values.plain ? undefined : await backupKeyOf({ config, dataDir, mayCreate: true, note });
    const store = await openStore({ config, dataDir });
    const made = await backUp({ databaseUrl, store, dir, key, note, signal }).finally(() => store.close());
    if (!(await noteBackup(databaseUrl, made))) note('The age of this backup will not show in /health/ready.');
    return made;
  });
  const { createdAt, files, objectBytes, vanished, sealing } = manifest;
  out.json({ dir, createdAt, files, objectBytes, vanished, isEncrypted: sealing !== undefined });
  for (const gone of vanished) out.note(`deleted meanwhile: ${gone}`);
  out.text(
    sealing
      ? `The backup is complete and encrypted: ${dir}. Its key has the id ${sealing.keyId}.`
      : `The backup is complete: ${dir}. It is not encrypted, so keep it as safe as the system.`,
  );
  return 0;
}

/** Restores it into a database and a store that are thrown away. */
async function verify({ values, out, config, dataDir }: CommandInput, dir: string): Promise<number> {
  const [{ tryRestore }, { openBackup }, { backupKeyOf }, { startPostgres }] = await Promise.all([
    import('../backup/trial-restore.js'),
    import('../backup/open-backup.js'),
    import('../backup/backup-key.js'),
    import('@longhand/embedded'),
  ]);
  const note = (text: string) => out.note(text);
  const key = values.plain ? undefined : await backupKeyOf({ config, dataDir, note });
  const restored = await tryRestore({
    backup: await openBackup(dir, key),
    migrationsDir: join(checkoutDir, 'prisma', 'migrations'),
    note,
    async withEmptyDatabase(folder, work) {
      const server = await startPostgres({ dataDir: join(folder, 'postgres'), password: 'trial', database: 'trial' });
      return work(server.url).finally(() => server.stop());
    },
  });
  const rows = Object.values(restored.rows).reduce((all, one) => all + one, 0);
  out.json({ dir, isRestorable: true, objects: restored.objects, rows });
  out.text(`The backup can be restored: ${rows} rows and ${restored.objects} files came back as they were.`);
  return 0;
}

async function keepBackingUp({ values, out, config, dataDir, signal }: CommandInput): Promise<number> {
  if (!config.backup.dir) throw new CliError('set BACKUP_DIR to the folder for the backups.');
  const { startBackupSchedule } = await import('../backup/backup-schedule.js');
  return withDatabase({ config, dataDir }, async (databaseUrl) => {
    const note = (text: string) => out.note(text);
    const schedule = await startBackupSchedule({ config, dataDir, databaseUrl, isPlain: values.plain === true, note });
    const { dir, intervalHours, keep } = config.backup;
    note(`A backup every ${intervalHours} hours in ${resolve(dir)}; the last ${keep} are kept. Press Ctrl-C to stop.`);
    await new Promise((ended) => {
      if (signal.aborted) ended(undefined);
      signal.addEventListener('abort', ended, { once: true });
    });
    await schedule.close();
    return 0;
  });
}
