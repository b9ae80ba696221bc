import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Config, isGiven } from '@longhand/config';
import { CliError } from '../cli-error.js';
import { findRunningSystem, keptSecret, lockDataDir } from './data-dir.js';

export interface DatabaseUse {
  config: Config;
  dataDir: string;
  /** Makes the database of the data folder when there is none. */
  mayCreate?: boolean;
}

/**
 * Runs `work` with the database that DATABASE_URL names, else that of the system that runs on the
 * data folder, else the data folder's own, which is started for it and stopped after it.
 * @throws CliError when there is none of them
 */
export async function withDatabase<T>(use: DatabaseUse, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const { config, dataDir, mayCreate = false } = use;
  if (isGiven('DATABASE_URL')) return work(config.databaseUrl);
  const running = findRunningSystem(dataDir);
  if (running) return work(running.databaseUrl);
  if (!mayCreate && !existsSync(join(dataDir, 'postgres'))) {
    throw new CliError(`there is no database in ${dataDir}. Choose another folder with --data, or set DATABASE_URL.`);
  }
  const unlock = await lockDataDir(dataDir);
  try {
    const { startPostgres } = await import('@longhand/embedded');
    const password = await keptSecret(dataDir, 'postgres-password');
    const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), password, database: 'longhand' });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    unlock();
  }
}

/** Where the files of the system on this data folder are kept. */
export const storageUrlOf = ({ config, dataDir }: Pick<DatabaseUse, 'config' | 'dataDir'>): string =>
  isGiven('STORAGE_URL') ? config.storageUrl : pathToFileURL(join(dataDir, 'objects')).href;
