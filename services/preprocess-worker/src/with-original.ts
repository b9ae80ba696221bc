import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { originalKey, type ObjectStore } from '@longhand/storage';
import { makeWorkFolder } from './work-folders.js';

/** Fetches a document's original into a file of its own, hands its path to `use`, and removes it again whatever happens. */
export async function withOriginal<T>(
  store: Pick<ObjectStore, 'toFile'>,
  { tenantId, documentId }: { tenantId: string; documentId: string },
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await makeWorkFolder();
  try {
    const path = join(folder, 'original');
    await store.toFile(originalKey(tenantId, documentId), path);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
