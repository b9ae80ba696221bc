import { migrateDeploy, openDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { entryOf } from '../system/audit-entry-of.js';

/** Brings a restored database up to date, and writes into each tenant's log that it was restored. */
export async function recordRestore(restored: {
  databaseUrl: string;
  migrationsDir: string;
  /** Of the backup. */
  createdAt: string;
  keepAccess: boolean;
}): Promise<void> {
  const { databaseUrl, migrationsDir, createdAt, keepAccess } = restored;
  await migrateDeploy(databaseUrl, migrationsDir);
  const db = openDatabase({ url: databaseUrl, pool: 1, log: createLogger({ service: 'cli', level: 'silent' }) });
  try {
    for (const { id } of await db.tenants.list())
      await db.audit.append(entryOf(id, 'system.restore', '-', { createdAt, keepAccess }));
  } finally {
    await db.close();
  }
}
