import { join } from 'node:path';
import { createLogger } from '@longhand/log';
import { openDatabase } from '@longhand/db';
import { keptSecret, writePrivately } from './data-dir.js';
import { migrateDatabase } from './migrate-database.js';

export interface PrepareDatabaseOptions {
  databaseUrl: string;
  tenant: string;
  dataDir: string;
}

/**
 * Brings the schema up to date and makes sure that the tenant and a key for it exist.
 * @returns the API key, kept in the data folder with mode 0600; a new one when the kept one is no
 *   longer valid in this database
 */
export async function prepareDatabase({ databaseUrl, tenant, dataDir }: PrepareDatabaseOptions): Promise<string> {
  await migrateDatabase(databaseUrl);
  const db = openDatabase({ url: databaseUrl, pool: 2, log: createLogger({ service: 'cli', level: 'silent' }) });
  try {
    const tenantId = await db.tenants.ensure(tenant);
    const kept = await keptSecret(dataDir, 'api-key', () => '');
    const owner = kept === '' ? undefined : await db.apiKeys.verify(kept);
    if (owner?.tenantId === tenantId) return kept;
    const { key } = await db.apiKeys.create(tenantId, 'longhand up');
    await writePrivately(join(dataDir, 'api-key'), `${key}\n`);
    return key;
  } finally {
    await db.close();
  }
}
