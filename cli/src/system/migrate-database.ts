import { join } from 'node:path';
import { checkoutDir } from '../checkout-dir.js';
import { CliError } from '../cli-error.js';

/** What PostgreSQL and the network say, in words of ours. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its host name cannot be looked up now',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it ended the connection',
  '28P01': 'it refuses the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no such database',
};

/**
 * Brings the database up to date.
 * @returns the names of the migrations that were applied
 * @throws CliError in one sentence when the database cannot be reached; the URL itself is not repeated, it holds a password
 */
export async function migrateDatabase(databaseUrl: string): Promise<string[]> {
  const { migrateDeploy } = await import('@longhand/db');
  try {
    return await migrateDeploy(databaseUrl, join(checkoutDir, 'prisma', 'migrations'));
  } catch (cause) {
    const reason = REASONS[String((cause as { code?: unknown }).code)];
    if (reason === undefined) throw cause;
    const { host } = new URL(databaseUrl);
    throw new CliError(`the database at ${host} cannot be used: ${reason}. Check DATABASE_URL.`, { cause });
  }
}
