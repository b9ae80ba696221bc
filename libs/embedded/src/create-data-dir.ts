import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@longhand/core';
import { unprivilegedCommand } from './unprivileged-command.js';

export const DATABASE_USER = 'longhand';

/**
 * Makes the data directory of a new server, once. It is built beside its place and renamed, so that
 * a run that was killed half-way leaves nothing that looks like a database.
 * @throws AppError `embedded.init_failed` with the last words of initdb
 */
export async function createDataDir(initdb: string, dataDir: string, password: string): Promise<void> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  const draft = `${dataDir}.draft`;
  const passwordFile = `${dataDir}.password`;
  await mkdir(dirname(dataDir), { recursive: true });
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';
    const flags = ['--auth=scram-sha-256', '-E', 'UTF8', `--locale=${locale}`, '--no-instructions'];
    const [program, args] = unprivilegedCommand(initdb, [
      '-D',
      draft,
      '-U',
      DATABASE_USER,
      `--pwfile=${passwordFile}`,
      ...flags,
    ]);
    const result = spawnSync(program, [...args], { encoding: 'utf8' });
    if (result.status !== 0) {
      const reason = (result.error?.message ?? `${result.stdout}${result.stderr}`)
        .trim()
        .split('\n')
        .slice(-3)
        .join(' ');
      throw new AppError('embedded.init_failed', `PostgreSQL could not create its data directory: ${reason}`);
    }
    await rename(draft, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}
