import type { ObjectStore } from '@longhand/storage';
import { type DatabaseUse, storageUrlOf } from './with-database.js';

/** The store of the system on this data folder, or the one that STORAGE_URL names. */
export async function openStore(use: Pick<DatabaseUse, 'config' | 'dataDir'>): Promise<ObjectStore> {
  const [{ openObjectStore }, { createLogger }] = await Promise.all([
    import('@longhand/storage'),
    import('@longhand/log'),
  ]);
  const log = createLogger({ service: 'cli', level: 'silent' });
  return openObjectStore({ url: storageUrlOf(use), s3: use.config.s3, log });
}
