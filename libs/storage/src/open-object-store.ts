import { fileURLToPath } from 'node:url';
import { AppError } from '@longhand/core';
import type { Logger } from '@longhand/log';
import { FileStore } from './file-store.js';
import type { ObjectStore } from './object-store.js';
import { parseS3Url } from './s3-location.js';
import { DataKeys, markerIn } from './sealing/data-keys.js';
import type { KeyService } from './sealing/key-service.js';
import { LocalKeys, type LocalKeySettings } from './sealing/local-keys.js';
import { SealedStore } from './sealing/sealed-store.js';

export interface ObjectStoreOptions {
  /** `file:///folder` or `s3://host:port/bucket?tls=0&region=...`. */
  url: string;
  /** Only for `s3://`. */
  s3?: { accessKey?: string; secretKey?: string };
  /** With a key, all stored objects are encrypted. */
  sealing?: SealingSettings;
  log: Logger;
}

export interface SealingSettings extends LocalKeySettings {
  /**
   * `refuse`: an object that is not encrypted counts as damaged. `auto`: it does in a store that
   * was encrypted from its first object on. `read`: as auto, and a store that does not say is taken
   * for one from before encryption was on.
   */
  plainObjects: 'auto' | 'read' | 'refuse';
}

/**
 * Opens the store at `url` and creates its folder or bucket if necessary.
 * @throws AppError storage.bad_url, storage.no_keys, storage.unavailable, storage.bad_master_key,
 *   storage.no_key_file, storage.key_unknown, storage.marker_missing
 */
export async function openObjectStore(options: ObjectStoreOptions): Promise<SealedStore> {
  const { url, s3, sealing, log } = options;
  const driver = await openDriver(url, s3);
  await driver.check();
  const keys = sealing && (await LocalKeys.open(sealing));
  const store = await seal(driver, keys, sealing?.plainObjects ?? 'auto');
  log.debug({ driver: new URL(url).protocol, isEncrypted: keys !== undefined }, 'object store is ready');
  return store;
}

async function seal(
  driver: ObjectStore,
  keys: KeyService | undefined,
  plainObjects: SealingSettings['plainObjects'],
): Promise<SealedStore> {
  if (keys) {
    const dataKeys = new DataKeys(driver, keys);
    const isAllSealed = await dataKeys.claim(plainObjects !== 'auto');
    return new SealedStore(driver, dataKeys, isAllSealed || plainObjects === 'refuse');
  }
  // A forgotten variable must not make a system continue without encryption.
  if (!(await markerIn(driver))) return new SealedStore(driver);
  throw new AppError(
    'storage.key_unknown',
    'The stored files are encrypted, but no key is set. Set STORAGE_KEY or STORAGE_KEY_FILE.',
  );
}

async function openDriver(url: string, s3: ObjectStoreOptions['s3']): Promise<ObjectStore> {
  if (url.startsWith('file://')) return new FileStore(fileURLToPath(url));
  if (!url.startsWith('s3://')) {
    throw new AppError('storage.bad_url', 'STORAGE_URL must begin with file:// or s3://.');
  }
  if (!s3?.accessKey || !s3.secretKey) {
    throw new AppError('storage.no_keys', 'An s3:// store needs S3_ACCESS_KEY and S3_SECRET_KEY.');
  }
  // The S3 client takes 18 MB, so it is loaded only if it is used.
  const { S3Store } = await import('./s3-store.js');
  const store = new S3Store(parseS3Url(url), { accessKey: s3.accessKey, secretKey: s3.secretKey });
  await store.open();
  return store;
}
