import { AppError } from '@longhand/core';
import pg from 'pg';
import { migrateDeploy } from '../migrate-deploy.js';
import { appliedMigrations } from './tables.js';

/**
 * Applies the migrations of a backup, and no later ones, to an empty database, so that the rows
 * fit.
 * @throws AppError restore.newer_database, and what migrateDeploy throws
 */
export async function prepareRestore(url: string, migrationsDir: string, migrations: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  const applied = await appliedMigrations(client).finally(() => client.end());
  if (applied.some((name) => !migrations.includes(name))) {
    throw new AppError(
      'restore.newer_database',
      'The database is newer than the backup. Create a new, empty database and restore into it.',
    );
  }
  await migrateDeploy(url, migrationsDir, migrations);
}
