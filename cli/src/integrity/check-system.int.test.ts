import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLogger } from '@longhand/log';
import { type JobQueue, openJobQueue } from '@longhand/queue';
import {
  newMasterKey,
  openObjectStore,
  originalKey,
  pageImageKey,
  type SealedStore,
  uploadPrefix,
} from '@longhand/storage';
import { hashOf, type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSystem, isSound } from './check-system.js';

const log = createLogger({ service: 'test', level: 'silent' });
const sealing = { key: newMasterKey(), oldKeys: '', keyFile: '', plainObjects: 'refuse' } as const;
const jpeg = { contentType: 'image/jpeg' };
let folder: string;
let seed: Seed;
let store: SealedStore;
let queue: JobQueue;
let sql: pg.Client;
let documentId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-check-test-'));
  seed = await seedDatabase();
  store = await openObjectStore({ url: pathToFileURL(folder).href, sealing, log });
  queue = openJobQueue({ url: seed.url, prefix: 'check', log });
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
  ({ documentId } = await seed.addRead([['some words']]));
  await store.put(originalKey(seed.tenantId, documentId), Buffer.from(documentId), jpeg);
  await store.put(pageImageKey(seed.tenantId, documentId, 1), Buffer.from('image'), jpeg);
  // What the seed wrote is not the hash of the file that stands in for it.
  await sql.query('UPDATE document SET sha256 = $1 WHERE id = $2', [hashOf(documentId), documentId]);
  await sql.query('DELETE FROM outbox');
});
afterAll(async () => {
  await queue.close();
  await sql.end();
  await seed.close();
  await rm(folder, { recursive: true, force: true });
});

const check = (more = {}) =>
  checkSystem({ db: seed.db, store, queue, log, graceMs: 0, stuckAfterMs: 0, isDeep: true, ...more });

describe('the check', () => {
  it('finds a sound system sound', async () => {
    const findings = await check();
    expect(findings).toMatchObject({ documents: 1, objects: 2, missing: [], corrupt: [], orphans: [], lostJobs: 0 });
    expect(isSound(findings)).toBe(true);
  });

  it('finds and removes what a killed API left, and leaves an open upload alone', async () => {
    const orphan = originalKey(seed.tenantId, randomUUID());
    const open = await seed.db.batches.create(seed.tenantId, {});
    const arriving = `${uploadPrefix(seed.tenantId, open.id)}0/0-4`;
    const finished = `${uploadPrefix(seed.tenantId, randomUUID())}0/0-4`;
    for (const key of [orphan, arriving, finished]) await store.put(key, Buffer.from('left'), jpeg);
    const findings = await check({ isRepair: true });
    expect(findings.orphans).toHaveLength(2);
    expect(isSound(findings)).toBe(true);
    expect([await store.exists(orphan), await store.exists(finished), await store.exists(arriving)]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await check()).orphans).toEqual([]);
  });

  it('removes writes that were never finished, and no write that is under way', async () => {
    const beside = join(folder, originalKey(seed.tenantId, documentId));
    const [old, young] = [`${beside}.${randomUUID()}~new`, `${beside}.${randomUUID()}~new`];
    for (const path of [old, young]) await writeFile(path, 'half');
    const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
    await utimes(old, hoursAgo, hoursAgo);
    expect(await check()).toMatchObject({ unfinished: 1, orphans: [], objects: 3 });
    expect(await check({ isRepair: true })).toMatchObject({ repaired: { unfinished: 1 } });
    expect(await check()).toMatchObject({ unfinished: 0 });
    await rm(young);
  });

  it('finds a file that somebody put into the store without the key', async () => {
    const planted = pageImageKey(seed.tenantId, documentId, 1);
    await store.driver.put(planted, Buffer.from('a page of somebody else'), jpeg);
    const findings = await check();
    expect(findings).toMatchObject({ plain: [planted], missing: [] });
    expect(isSound(findings)).toBe(false);
    await store.put(planted, Buffer.from('image'), jpeg);
    expect(await check()).toMatchObject({ plain: [] });
  });

  it('waits for the row of a file that has just arrived', async () => {
    const arriving = originalKey(seed.tenantId, randomUUID());
    await store.put(arriving, Buffer.from('x'), jpeg);
    const checking = check({ graceMs: 1_000, isDeep: false });
    const [, , , id] = arriving.split('/');
    await sql.query(
      `INSERT INTO document (id, tenant_id, batch_id, name, title, sha256, media_type, size_bytes)
      VALUES ($1, $2, $3, 'a', 'a', 'none', 'image/jpeg', 1)`,
      [id, seed.tenantId, seed.batchId],
    );
    expect((await checking).orphans).toEqual([]);
    await sql.query('DELETE FROM document WHERE id = $1', [id]);
    await store.delete(arriving);
  });

  it('finds a file that is gone and one that is another, and says that it cannot repair them', async () => {
    const image = pageImageKey(seed.tenantId, documentId, 1);
    const original = originalKey(seed.tenantId, documentId);
    await store.delete(image);
    await store.put(original, Buffer.from('another'), jpeg);
    const findings = await check({ isRepair: true });
    expect(findings).toMatchObject({ missing: [image], corrupt: [original] });
    expect(isSound(findings)).toBe(false);
    await store.put(image, Buffer.from('image'), jpeg);
    await store.put(original, Buffer.from(documentId), jpeg);
  });

  it('finds lost jobs and pages outside the index, and brings them back', async () => {
    const waiting = await seed.addDocument({ pageCount: 2 });
    await store.put(originalKey(seed.tenantId, waiting.documentId), Buffer.from('x'), jpeg);
    await sql.query('DELETE FROM outbox');
    await sql.query('DELETE FROM search_page');
    const findings = await check({ isRepair: true, isDeep: false });
    expect(findings).toMatchObject({ lostJobs: 2, unindexed: 1, repaired: { lostJobs: 2, unindexed: 1 } });
    expect((await seed.db.search.find(seed.tenantId, { q: 'some', limit: 5 })).hits).toHaveLength(1);
    expect(await check({ isDeep: false })).toMatchObject({ lostJobs: 0, unindexed: 0 });
  });
});
