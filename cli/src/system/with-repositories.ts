import type { Database } from '@longhand/db';
import { type DatabaseUse, withDatabase } from './with-database.js';

/** As withDatabase, with the repositories on that database. */
export function withRepositories<T>(use: DatabaseUse, work: (db: Database) => Promise<T>): Promise<T> {
  return withDatabase(use, async (url) => {
    const [{ openDatabase }, { createLogger }] = await Promise.all([import('@longhand/db'), import('@longhand/log')]);
    const db = openDatabase({ url, pool: 1, log: createLogger({ service: 'cli', level: 'silent' }) });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  });
}
