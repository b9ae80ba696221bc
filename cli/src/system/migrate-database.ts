import { join } from 'node:path';
import { createLogger } from '@longhand/log';
import { checkoutDir } from '../checkout-dir.js';
import { CliError } from '../cli-error.js';

/** What PostgreSQL and the network say, in words of ours. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host does not exist',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
  '28P01': 'it refuses the password',
  '28000': 'it refuses the user',
  '3D000': 'the database does not exist',
};

/**
 * Brings the database up to date: its schema, and the search rows of pages that were read before
 * search had its present form.
 * @returns the names of the migrations that were applied
 * @throws CliError in one sentence when the database cannot be reached; the URL itself is not
 *   repeated, it holds a password
 */
export async function migrateDatabase(databaseUrl: string): Promise<string[]> {
  const { migrateDeploy } = await import('@longhand/db');
  try {
    const applied = await migrateDeploy(databaseUrl, join(checkoutDir, 'prisma', 'migrations'));
    if (applied.length > 0) await indexMissingPages(databaseUrl);
    return applied;
  } catch (cause) {
    const reason = REASONS[String((cause as { code?: unknown }).code)];
    if (reason === undefined) throw cause;
    const { host } = new URL(databaseUrl);
    throw new CliError(`the database at ${host} cannot be used: ${reason}. Check DATABASE_URL.`, { cause });
  }
}

const pagesAtOnce = 50;

async function indexMissingPages(databaseUrl: string): Promise<void> {
  const { openDatabase } = await import('@longhand/db');
  const db = openDatabase({ url: databaseUrl, pool: 1, log: createLogger({ service: 'cli', level: 'silent' }) });
  try {
    while ((await db.search.indexMissing(pagesAtOnce)) > 0);
  } finally {
    await db.close();
  }
}
