import { fileURLToPath } from 'node:url';
import { AppError } from '@longhand/core';
import type { Logger } from '@longhand/log';
import { FileStore } from './file-store.js';
import type { ObjectStore } from './object-store.js';
import { parseS3Url } from './s3-location.js';
import { S3Store } from './s3-store.js';

export interface ObjectStoreOptions {
  /** `file:///folder` or `s3://host:port/bucket?tls=0&region=...`. */
  url: string;
  /** Needed for `s3://` only. */
  s3?: { accessKey?: string; secretKey?: string };
  log: Logger;
}

/**
 * Opens the store that `url` names and makes its folder or bucket when it is not there.
 * @throws AppError storage.bad_url, storage.no_keys, storage.unavailable
 */
export async function openObjectStore({ url, s3, log }: ObjectStoreOptions): Promise<ObjectStore> {
  const store = await openDriver(url, s3);
  await store.check();
  log.debug({ driver: new URL(url).protocol }, 'object store is ready');
  return store;
}

async function openDriver(url: string, s3: ObjectStoreOptions['s3']): Promise<ObjectStore> {
  if (url.startsWith('file://')) return new FileStore(fileURLToPath(url));
  if (!url.startsWith('s3://')) {
    throw new AppError('storage.bad_url', 'STORAGE_URL must begin with file:// or s3://.');
  }
  if (!s3?.accessKey || !s3.secretKey) {
    throw new AppError('storage.no_keys', 'An s3:// store needs S3_ACCESS_KEY and S3_SECRET_KEY.');
  }
  const store = new S3Store(parseS3Url(url), { accessKey: s3.accessKey, secretKey: s3.secretKey });
  await store.open();
  return store;
}
