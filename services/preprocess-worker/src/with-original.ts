import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { originalKey, type ObjectStore } from '@longhand/storage';
import { makeWorkFolder, workFoldersRoot } from '@longhand/runtime';

/** Fetches a document's original into a file of its own, hands its path to `use`, and removes it again whatever happens. */
export async function withOriginal<T>(
  store: Pick<ObjectStore, 'toFile'>,
  { tenantId, documentId }: { tenantId: string; documentId: string },
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await makeWorkFolder(workFoldersRoot('preprocess-worker'));
  try {
    const path = join(folder, 'original');
    await store.toFile(originalKey(tenantId, documentId), path);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
