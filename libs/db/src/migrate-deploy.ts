import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';
import pg from 'pg';

/** The advisory lock that Prisma Migrate itself takes, so that the two exclude each other too. */
const migrateLock = 72707369;

const ledger = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface LedgerRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Applies the pending migrations of a folder, as `prisma migrate deploy` does (same folder, ledger,
 * checksums and lock), without the Prisma CLI and its engine. Each migration is one transaction
 * with its ledger row. Several processes may call it at the same time: one works, and the others
 * wait and find nothing to do.
 * @param only when given, no other ones; every one of them must be in the folder
 * @returns the names of the migrations that were applied
 * @throws AppError db.migration_changed, db.migration_failed, db.migration_unknown
 */
export async function migrateDeploy(url: string, migrationsDir: string, only?: readonly string[]): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  for (const name of only ?? []) if (!migrations.some((one) => one.name === name)) throw unknownMigration(name);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrateLock]);
    await client.query(ledger);
    const { rows } = await client.query<LedgerRow>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row]));
    checkLedger(migrations, applied);
    const pending = migrations.filter(({ name }) => !applied.has(name) && (only?.includes(name) ?? true));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // Also frees the lock.
    await client.end();
  }
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function checkLedger(migrations: readonly Migration[], applied: ReadonlyMap<string, LedgerRow>): void {
  const known = new Set(migrations.map(({ name }) => name));
  for (const name of applied.keys()) {
    if (!known.has(name)) throw unknownMigration(name);
  }
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (row && !row.finished_at) {
      throw new AppError(
        'db.migration_failed',
        `Migration ${name} failed earlier: repair the database, then mark it with prisma migrate resolve.`,
      );
    }
    if (row && row.checksum !== checksum) {
      throw new AppError(
        'db.migration_changed',
        `Migration ${name} was changed after it was applied: restore its file and add a new migration.`,
      );
    }
  }
}

function unknownMigration(name: string): AppError {
  return new AppError(
    'db.migration_unknown',
    `The database has migration ${name}, which this version does not know: run a newer version.`,
  );
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new AppError('db.migration_failed', `Migration ${name} failed and was rolled back: the cause says why.`, {
      cause,
    });
  }
}
