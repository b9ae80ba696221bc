import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import type { Database } from '@longhand/db';
import { documentPrefix, type ObjectStore, originalKey, pageImageKey, uploadPrefix } from '@longhand/storage';

export interface StoreFindings {
  /** Keys that rows point at and that are not in the store. */
  missing: string[];
  /** Originals whose bytes are not those that were uploaded; looked for only when asked. */
  corrupt: string[];
  /** Prefixes whose document or open upload does not exist. */
  orphans: string[];
  documents: number;
  objects: number;
}

export interface CompareOptions {
  db: Database;
  store: ObjectStore;
  /** Reads every original and compares its hash with its row. */
  isDeep: boolean;
  /**
   * An upload writes the object before the row: what has no row is looked at again after this time,
   * ms.
   */
  graceMs: number;
}

const rowsAtOnce = 500;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Compares the rows of all tenants with what is in the store. Changes nothing; the system may go on
 * meanwhile.
 */
export async function compareStore({ db, store, isDeep, graceMs }: CompareOptions): Promise<StoreFindings> {
  const found: StoreFindings = { missing: [], corrupt: [], orphans: [], documents: 0, objects: 0 };
  const { keys, owners } = await listOwners(store);
  found.objects = keys.size;
  let after: string | undefined;
  for (;;) {
    const documents = await db.integrity.expectedFiles(after, rowsAtOnce);
    for (const { tenantId, documentId, sha256, pages } of documents) {
      const original = originalKey(tenantId, documentId);
      const wanted = [original, ...pages.map((page) => pageImageKey(tenantId, documentId, page))];
      for (const key of wanted) if (!keys.has(key) && !(await store.exists(key))) found.missing.push(key);
      if (isDeep && keys.has(original) && !(await isIntact(store, original, sha256))) found.corrupt.push(original);
      owners.delete(documentPrefix(tenantId, documentId));
    }
    found.documents += documents.length;
    after = documents.at(-1)?.documentId;
    if (documents.length < rowsAtOnce) break;
  }
  found.orphans = await withoutRows(db, owners, graceMs);
  return found;
}

interface Owner {
  kind: 'd' | 'u';
  id: string;
}

/** All keys, and the prefixes of the documents and uploads that they belong to. */
async function listOwners(store: ObjectStore): Promise<{ keys: Set<string>; owners: Map<string, Owner> }> {
  const keys = new Set<string>();
  const owners = new Map<string, Owner>();
  for await (const key of store.list('t/')) {
    keys.add(key);
    const [, tenantId, kind, id] = key.split('/');
    if (!uuid.test(tenantId) || !uuid.test(id ?? '')) continue;
    if (kind === 'd') owners.set(documentPrefix(tenantId, id), { kind, id });
    if (kind === 'u') owners.set(uploadPrefix(tenantId, id), { kind, id });
  }
  return { keys, owners };
}

async function withoutRows(db: Database, owners: Map<string, Owner>, graceMs: number): Promise<string[]> {
  const left = await ownersWithoutRows(db, owners);
  if (left.size === 0 || graceMs === 0) return [...left.keys()];
  await sleep(graceMs);
  return [...(await ownersWithoutRows(db, left)).keys()];
}

async function ownersWithoutRows(db: Database, owners: Map<string, Owner>): Promise<Map<string, Owner>> {
  const left = new Map<string, Owner>();
  const all = [...owners];
  for (let i = 0; i < all.length; i += rowsAtOnce) {
    const some = all.slice(i, i + rowsAtOnce);
    const idsOf = (wanted: Owner['kind']) => some.filter(([, { kind }]) => kind === wanted).map(([, { id }]) => id);
    const known = {
      d: await db.integrity.documentsAmong(idsOf('d')),
      u: await db.integrity.openBatchesAmong(idsOf('u')),
    };
    for (const [prefix, owner] of some) if (!known[owner.kind].has(owner.id)) left.set(prefix, owner);
  }
  return left;
}

async function isIntact(store: ObjectStore, key: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    await pipeline(await store.stream(key), hash);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'storage.corrupt') return false;
    throw error;
  }
  return hash.digest('hex') === sha256;
}
