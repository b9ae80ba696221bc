import type { Database } from '@longhand/db';
import { documentPrefix, type ObjectStore } from '@longhand/storage';

export interface RemoveIfDeletedDeps {
  documents: Pick<Database['documents'], 'exists'>;
  store: Pick<ObjectStore, 'deletePrefix'>;
}

/**
 * Removes all objects of a document whose row is gone: whoever deleted it could not see what was
 * written after that. A cancelled document keeps its objects, because it can be restarted and other
 * workers may be writing them by then; they go when it is deleted.
 */
export async function removeIfDeleted(
  { documents, store }: RemoveIfDeletedDeps,
  { tenantId, documentId }: { tenantId: string; documentId: string },
): Promise<void> {
  if (await documents.exists(tenantId, documentId)) return;
  await store.deletePrefix(documentPrefix(tenantId, documentId));
}
