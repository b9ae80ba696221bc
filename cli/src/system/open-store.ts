import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isGiven } from '@longhand/config';
import type { SealedStore, SealingSettings } from '@longhand/storage';
import { keptSecret } from './data-dir.js';
import { type DatabaseUse, storageUrlOf } from './with-database.js';

/** The store of the system on this data folder, or the one that STORAGE_URL names. */
export async function openStore(use: DatabaseUse): Promise<SealedStore> {
  const [{ openObjectStore }, { createLogger }] = await Promise.all([
    import('@longhand/storage'),
    import('@longhand/log'),
  ]);
  const log = createLogger({ service: 'cli', level: 'silent' });
  return openObjectStore({ url: storageUrlOf(use), s3: use.config.s3, sealing: await sealingOf(use), log });
}

/**
 * The keys that the settings name, else those of the data folder. These belong to the store of the
 * data folder alone; with `mayCreate` one is made when there is none.
 */
export async function sealingOf({ config, dataDir, mayCreate = false }: DatabaseUse): Promise<SealingSettings> {
  if (config.sealing.key || config.sealing.keyFile || isGiven('STORAGE_URL')) return config.sealing;
  const keyFile = join(dataDir, 'storage-keys');
  if (mayCreate && !existsSync(keyFile)) {
    const { newMasterKey, openObjectStore } = await import('@longhand/storage');
    const { createLogger } = await import('@longhand/log');
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await keptSecret(dataDir, 'storage-keys', newMasterKey);
    // The store learns now, and never again, that files may be there from before there was a key.
    const sealing = { ...config.sealing, keyFile, plainObjects: 'read' } as const;
    const log = createLogger({ service: 'cli', level: 'silent' });
    await (await openObjectStore({ url: storageUrlOf({ config, dataDir }), sealing, log })).close();
  }
  return existsSync(keyFile) ? { ...config.sealing, keyFile } : config.sealing;
}
