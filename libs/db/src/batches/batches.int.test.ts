import { randomUUID } from 'node:crypto';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchStatusOf } from './batch-record.js';

let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(() => seed.close());

describe('batches', () => {
  it('with one idempotency key are one batch', async () => {
    const key = { idempotencyKey: 'upload-1' };
    const all = await Promise.all(Array.from({ length: 8 }, () => seed.db.batches.create(seed.tenantId, key)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    const other = await seed.db.tenants.ensure('another');
    expect((await seed.db.batches.create(other, key)).id).not.toBe(all[0].id);
    expect((await seed.db.batches.create(seed.tenantId, {})).isNew).toBe(true);
  });

  it('account for every file and follow their documents', async () => {
    const { id } = await seed.db.batches.create(seed.tenantId, {});
    const get = () => seed.db.batches.get(seed.tenantId, id);
    const twin = randomUUID();
    const read = await seed.addRead([['one'], ['two']], { batchId: id, title: 'Read' });
    const waiting = await seed.addDocument({ batchId: id, pageCount: 2, title: 'Waiting' });
    const line = (position: number, rest: object) => ({ position, name: `${position}.jpg`, sizeBytes: 5, ...rest });
    const { addFile } = seed.db.batches;
    await addFile(seed.tenantId, id, { ...line(1, {}), status: 'accepted', documentId: waiting.documentId });
    await addFile(seed.tenantId, id, { ...line(0, {}), status: 'accepted', documentId: read.documentId });
    await addFile(seed.tenantId, id, { ...line(2, {}), status: 'duplicate', duplicateOf: twin });
    const refusal = { errorCode: 'file.empty', errorMessage: 'Choose a file that is not empty.' };
    await addFile(seed.tenantId, id, { ...line(3, {}), status: 'rejected', ...refusal });
    expect(await get()).toMatchObject({ status: 'receiving' });
    await seed.db.batches.markReceived(seed.tenantId, id);
    const batch = await get();
    expect(batch).toMatchObject({
      status: 'processing',
      progress: 0.5,
      counts: { files: 4, accepted: 2, duplicate: 1, rejected: 1, skipped: 0, pages: 4, pagesDone: 2, pagesFailed: 0 },
      documents: [
        { title: 'Read', status: 'done', pageCount: 2, pagesDone: 2 },
        { title: 'Waiting', status: 'processing', pagesDone: 0 },
      ],
    });
    expect(batch?.etaSeconds).toBeGreaterThanOrEqual(0);
    expect(batch?.files.map(({ position, status }) => [position, status])).toEqual([
      [0, 'accepted'],
      [1, 'accepted'],
      [2, 'duplicate'],
      [3, 'rejected'],
    ]);
    expect(batch?.files[2].duplicateOf).toBe(twin);
    expect(batch?.files[3].error).toEqual({ code: 'file.empty', message: refusal.errorMessage });
    await seed.db.documents.cancel(seed.tenantId, waiting.documentId);
    expect(await get()).toMatchObject({ status: 'partly_failed', progress: 1 });
    expect(await seed.db.batches.get(await seed.db.tenants.ensure('stranger'), id)).toBeUndefined();
  });

  it('without any document are done once they are received', async () => {
    const { id } = await seed.db.batches.create(seed.tenantId, {});
    await seed.db.batches.markReceived(seed.tenantId, id);
    expect(await seed.db.batches.get(seed.tenantId, id)).toMatchObject({ status: 'done', progress: 1 });
  });

  it('are listed newest first, page by page', async () => {
    const tenantId = await seed.db.tenants.ensure('lister');
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift((await seed.db.batches.create(tenantId, {})).id);
    const first = await seed.db.batches.list(tenantId, { limit: 3 });
    const second = await seed.db.batches.list(tenantId, { limit: 3, cursor: first.cursor });
    expect([...first.batches, ...second.batches].map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect([first.more, second.more, second.cursor]).toEqual([true, false, undefined]);
  });
});

describe('batchStatusOf', () => {
  it('sums up its documents', () => {
    expect(batchStatusOf(false, ['done'])).toBe('receiving');
    expect(batchStatusOf(true, ['done', 'received'])).toBe('processing');
    expect(batchStatusOf(true, ['done', 'done'])).toBe('done');
    expect(batchStatusOf(true, ['done', 'failed'])).toBe('partly_failed');
    expect(batchStatusOf(true, ['failed', 'cancelled'])).toBe('failed');
    expect(batchStatusOf(true, ['cancelled', 'cancelled'])).toBe('cancelled');
  });
});
