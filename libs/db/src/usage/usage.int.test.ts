import { randomUUID } from 'node:crypto';
import { segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import { createLogger } from '@longhand/log';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../open-database.js';

let seed: Seed;
let second: Database;
let sql: pg.Client;
beforeAll(async () => {
  seed = await seedDatabase();
  second = openDatabase({ url: seed.url, pool: 5, log: createLogger({ service: 'test', level: 'silent' }) });
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await second?.close();
  await seed?.close();
});

const unlimited = { bytes: 0, pages: 0, bytesToday: 0, pagesToday: 0 };
const newTenant = async () => {
  const tenantId = await seed.db.tenants.ensure(randomUUID());
  const { id: batchId } = await seed.db.batches.create(tenantId, {});
  const add = async (db: Database, sizeBytes: number, more: Partial<typeof unlimited> = {}) => {
    const id = randomUUID();
    const file = {
      batchId,
      name: 'a.png',
      title: 'a',
      tags: [],
      sha256: randomUUID(),
      mediaType: 'image/png',
      sizeBytes,
    };
    const payload = { tenantId, documentId: id };
    const quota = { ...unlimited, ...more };
    await db.documents.createOnce(tenantId, { id, ...file }, { contract: splitDocumentJob, payload }, { quota });
    return id;
  };
  return { tenantId, add };
};

it('two instances together take no more than the quota, and every refused file leaves nothing', async () => {
  const { tenantId, add } = await newTenant();
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, (_, i) => add(i % 2 ? seed.db : second, 100, { bytes: 450 })),
  );
  const refused = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  expect([results.length - refused.length, refused.length]).toEqual([4, 8]);
  for (const { reason } of refused) expect(reason.code).toBe('quota.bytes');
  expect(await seed.db.usage.get(tenantId)).toMatchObject({ bytes: 400, bytesToday: 400, pages: 4 });
  const { documents } = await seed.db.documents.list(tenantId, { limit: 20 });
  expect(documents).toHaveLength(4);
  const outbox = await sql.query('SELECT count(*)::int AS n FROM outbox WHERE tenant_id = $1', [tenantId]);
  expect(outbox.rows[0].n).toBe(4);
});

it('pages count when they are known, deletion makes room, and the day starts again at midnight', async () => {
  const { tenantId, add } = await newTenant();
  const id = await add(seed.db, 10);
  const next = (pageId: string) => ({ contract: segmentPageJob, payload: { tenantId, documentId: id, pageId } });
  await seed.db.documents.finishSplit(tenantId, id, { pageCount: 7, nextOf: next as never });
  expect(await seed.db.usage.get(tenantId)).toEqual({ bytes: 10, pages: 7, bytesToday: 10, pagesToday: 7 });
  await expect(add(seed.db, 1, { pages: 7 })).rejects.toMatchObject({ code: 'quota.pages' });
  await expect(add(seed.db, 1, { pagesToday: 7 })).rejects.toMatchObject({ code: 'quota.pages_today' });
  await expect(add(seed.db, 1, { bytesToday: 10 })).rejects.toMatchObject({ code: 'quota.bytes_today' });
  await add(seed.db, 1, { pages: 8, pagesToday: 8, bytes: 11, bytesToday: 11 });
  await seed.db.documents.delete(tenantId, id);
  expect(await seed.db.usage.get(tenantId)).toEqual({ bytes: 1, pages: 1, bytesToday: 11, pagesToday: 8 });
  await sql.query(`UPDATE tenant_usage SET day = day - 1 WHERE tenant_id = $1`, [tenantId]);
  expect(await seed.db.usage.get(tenantId)).toMatchObject({ bytesToday: 0, bytes: 1 });
  await add(seed.db, 5, { bytesToday: 5 });
  expect(await seed.db.usage.get(tenantId)).toMatchObject({ bytesToday: 5, bytes: 6 });
});

it('a file that is there already takes no room', async () => {
  const { tenantId, add } = await newTenant();
  await add(seed.db, 100);
  const { documents } = await seed.db.documents.list(tenantId, { limit: 1 });
  const twin = (await sql.query('SELECT sha256, batch_id FROM document WHERE id = $1', [documents[0].id])).rows[0];
  const file = { id: randomUUID(), batchId: twin.batch_id, name: 'b', title: 'b', tags: [], sha256: twin.sha256 };
  const next = { contract: splitDocumentJob, payload: { tenantId, documentId: file.id } };
  const again = { ...file, mediaType: 'image/png', sizeBytes: 100 };
  const quota = { ...unlimited, bytes: 100 };
  expect(await seed.db.documents.createOnce(tenantId, again, next, { quota })).toMatchObject({ created: false });
  expect(await seed.db.usage.get(tenantId)).toMatchObject({ bytes: 100 });
});
