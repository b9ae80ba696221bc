import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { originalKey, type ObjectStore } from '@longhand/storage';
import { makeWorkFolder, workFoldersRoot } from '@longhand/runtime';
import { KeptOriginals } from './kept-originals.js';

type Store = Pick<ObjectStore, 'toFile'>;

const kept = new WeakMap<Store, KeptOriginals>();

/**
 * Fetches a document's original into a file of its own and hands its path to `use`. The file stays
 * for a while: the next page of the document finds it there, under the same path, so that the
 * threads can keep it open.
 */
export function withOriginal<T>(
  store: Store,
  { tenantId, documentId }: { tenantId: string; documentId: string },
  use: (path: string) => Promise<T>,
): Promise<T> {
  const originals = kept.get(store) ?? new KeptOriginals((key) => fetchOriginal(store, key), remove);
  kept.set(store, originals);
  return originals.with(originalKey(tenantId, documentId), ({ path }) => use(path));
}

/** Removes what is kept of this store's originals, at the end of the process. */
export async function removeOriginals(store: Store): Promise<void> {
  await kept.get(store)?.clear();
}

async function fetchOriginal(store: Store, key: string): Promise<{ path: string; folder: string; sizeBytes: number }> {
  const folder = await makeWorkFolder(workFoldersRoot('preprocess-worker'));
  try {
    const path = join(folder, 'original');
    await store.toFile(key, path);
    return { path, folder, sizeBytes: (await stat(path)).size };
  } catch (error) {
    await remove({ folder });
    throw error;
  }
}

const remove = ({ folder }: { folder: string }): Promise<void> => rm(folder, { recursive: true, force: true });
