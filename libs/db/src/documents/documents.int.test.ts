import { randomUUID } from 'node:crypto';
import { recognisePageJob, segmentPageJob, splitDocumentJob } from '@longhand/contracts';
import { hashOf, readBy, recognisedPage, type Seed, seedDatabase, segmented } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
});
afterAll(() => seed.close());

function create(sha256: string, tenantId = seed.tenantId) {
  const id = randomUUID();
  return seed.db.documents.createOnce(
    tenantId,
    { id, batchId: seed.batchId, name: 'a.jpg', title: 'a', tags: [], sha256, mediaType: 'image/jpeg', sizeBytes: 3 },
    { contract: splitDocumentJob, payload: { tenantId, documentId: id } },
  );
}

describe('createOnce', () => {
  it('creates one document of twenty that arrive at once and points the others at it', async () => {
    const before = await seed.db.outbox.count();
    const results = await Promise.all(Array.from({ length: 20 }, () => create(hashOf('the same bytes'))));
    const twins = results.flatMap((result) => (result.created ? [] : [result.duplicateOf]));
    expect(twins).toHaveLength(19);
    expect(new Set(twins).size).toBe(1);
    expect(await seed.db.documents.get(seed.tenantId, twins[0])).toMatchObject({ status: 'received' });
    expect((await seed.db.outbox.count()) - before).toBe(1);
  });

  it('lets two tenants hold the same bytes', async () => {
    const other = await seed.db.tenants.ensure('another clinic');
    expect(await create(hashOf('shared'))).toEqual({ created: true });
    expect(await create(hashOf('shared'), other)).toEqual({ created: true });
  });

  it('takes the bytes again once their document is deleted', async () => {
    await create(hashOf('deleted'));
    const twin = await create(hashOf('deleted'));
    if (twin.created) throw new Error('the twin was not seen');
    const exists = (tenantId: string) => seed.db.documents.exists(tenantId, twin.duplicateOf);
    expect([await exists(seed.tenantId), await exists(randomUUID())]).toEqual([true, false]);
    expect(await seed.db.documents.delete(seed.tenantId, twin.duplicateOf)).toBe(true);
    expect(await exists(seed.tenantId)).toBe(false);
    expect(await create(hashOf('deleted'))).toEqual({ created: true });
  });
});

describe('splitting', () => {
  it('makes one row and one job a page, and nothing more the second time', async () => {
    const { documentId, pageIds } = await seed.addDocument({ pageCount: 3 });
    const outbox = await seed.db.outbox.count();
    const nextOf = (pageId: string) => ({
      contract: segmentPageJob,
      payload: { tenantId: seed.tenantId, documentId, pageId },
    });
    expect(await seed.db.documents.finishSplit(seed.tenantId, documentId, { pageCount: 3, nextOf })).toBe(false);
    expect(await seed.db.outbox.count()).toBe(outbox);
    const document = await seed.db.documents.get(seed.tenantId, documentId);
    expect(document).toMatchObject({ status: 'processing', pageCount: 3 });
    expect(document?.pages.map(({ id, number }) => [id, number])).toEqual(pageIds.map((id, i) => [id, i + 1]));
    expect(await seed.db.documents.beginSplit(seed.tenantId, documentId)).toBeUndefined();
  });

  it('counts starts until an end, and gives up after a final failure', async () => {
    await create(hashOf('poison'));
    const twin = await create(hashOf('poison'));
    if (twin.created) throw new Error('the twin was not seen');
    const id = twin.duplicateOf;
    expect((await seed.db.documents.beginSplit(seed.tenantId, id))?.starts).toBe(1);
    expect((await seed.db.documents.beginSplit(seed.tenantId, id))?.starts).toBe(2);
    await seed.db.documents.handBackSplit(seed.tenantId, id);
    expect((await seed.db.documents.beginSplit(seed.tenantId, id))?.starts).toBe(2);
    const problem = { code: 'file.unreadable', message: 'Scan it again.' };
    await seed.db.documents.fail(seed.tenantId, id, problem, { attempt: 1, isFinal: false });
    expect((await seed.db.documents.beginSplit(seed.tenantId, id))?.starts).toBe(1);
    await seed.db.documents.fail(seed.tenantId, id, problem, { attempt: 2, isFinal: true });
    expect(await seed.db.documents.get(seed.tenantId, id)).toMatchObject({ status: 'failed', error: problem });
    expect(await seed.db.documents.beginSplit(seed.tenantId, id)).toBeUndefined();
    expect(await seed.db.documents.retry(seed.tenantId, id)).toEqual({ pages: 0, isSplitAgain: true });
    expect(await seed.db.documents.get(seed.tenantId, id)).toMatchObject({ status: 'received' });
    const story = (await seed.db.documents.timeline(seed.tenantId, id)).map(({ step, status }) => `${step} ${status}`);
    expect(story).toEqual(['upload received', 'split-document retrying', 'split-document failed', 'retry received']);
  });
});

describe('the status of a document', () => {
  const finish = (documentId: string, pageId: string, text: string) =>
    seed.db.pages
      .markSegmented(seed.tenantId, pageId, segmented, {
        contract: recognisePageJob,
        payload: { tenantId: seed.tenantId, documentId, pageId },
      })
      .then(() => seed.db.pages.saveRecognised(seed.tenantId, pageId, { ...readBy, page: recognisedPage([text]) }));

  it('is done however many workers finish its last pages at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { documentId, pageIds } = await seed.addDocument({ pageCount: 4 });
      await Promise.all(pageIds.map((pageId) => finish(documentId, pageId, 'word')));
      const document = await seed.db.documents.get(seed.tenantId, documentId);
      expect(document).toMatchObject({ status: 'done', pagesDone: 4 });
      const timeline = await seed.db.documents.timeline(seed.tenantId, documentId);
      expect(timeline.filter(({ step, status }) => step === 'document' && status === 'done')).toHaveLength(1);
    }
  });

  it('is partly_failed with a failed page, and done once that page is retried', async () => {
    const { documentId, pageIds } = await seed.addDocument({ pageCount: 2 });
    await finish(documentId, pageIds[0], 'good');
    const problem = { code: 'page.too_small', message: 'Scan it larger.' };
    const outcome = { attempt: 1, isFinal: true, worker: 'w1' };
    await seed.db.pages.fail(seed.tenantId, pageIds[1], { step: 'segment-page', problem, outcome });
    expect(await seed.db.documents.get(seed.tenantId, documentId)).toMatchObject({ status: 'partly_failed' });
    expect(await seed.db.documents.retry(seed.tenantId, documentId)).toEqual({ pages: 1, isSplitAgain: false });
    expect(await seed.db.documents.get(seed.tenantId, documentId)).toMatchObject({ status: 'processing' });
    await finish(documentId, pageIds[1], 'good too');
    expect(await seed.db.documents.get(seed.tenantId, documentId)).toMatchObject({ status: 'done' });
  });

  it('stays cancelled whatever a step in hand brings, and goes on when it is retried', async () => {
    const { documentId, pageIds } = await seed.addDocument({ pageCount: 2 });
    await finish(documentId, pageIds[0], 'early');
    expect(await seed.db.pages.begin(seed.tenantId, pageIds[1], 'segment-page')).toBeDefined();
    const waiting = await seed.db.pages.countWaiting('queued');
    expect(await seed.db.documents.cancel(seed.tenantId, documentId)).toBe(true);
    await finish(documentId, pageIds[1], 'late');
    expect(await seed.db.pages.begin(seed.tenantId, pageIds[1], 'segment-page')).toBeUndefined();
    const cancelled = await seed.db.documents.get(seed.tenantId, documentId);
    expect(cancelled).toMatchObject({ status: 'cancelled', pagesDone: 1 });
    expect(await seed.db.pages.countWaiting('queued')).toBe(waiting - 1);
    expect(await seed.db.documents.retry(seed.tenantId, documentId)).toEqual({ pages: 1, isSplitAgain: false });
    await finish(documentId, pageIds[1], 'again');
    expect(await seed.db.documents.get(seed.tenantId, documentId)).toMatchObject({ status: 'done', pagesDone: 2 });
  });

  it('of another tenant is nobody else’s to see or change', async () => {
    const other = await seed.db.tenants.ensure('stranger');
    const { documentId, pageIds } = await seed.addDocument();
    expect(await seed.db.documents.get(other, documentId)).toBeUndefined();
    expect(await seed.db.documents.cancel(other, documentId)).toBe(false);
    expect(await seed.db.documents.delete(other, documentId)).toBe(false);
    expect(await seed.db.documents.retry(other, documentId)).toBeUndefined();
    expect(await seed.db.documents.patch(other, documentId, { title: 'mine' })).toBeUndefined();
    expect(await seed.db.documents.timeline(other, documentId)).toEqual([]);
    expect(await seed.db.pages.begin(other, pageIds[0], 'segment-page')).toBeUndefined();
    expect(await seed.db.pages.get(other, documentId, 1)).toBeUndefined();
  });
});

describe('list', () => {
  it('pages through documents without gap or repetition, by every filter', async () => {
    const tenantId = await seed.db.tenants.ensure('lister');
    const { id: batchId } = await seed.db.batches.create(tenantId, {});
    for (let i = 0; i < 7; i += 1) {
      const title = i % 2 ? `Letter ${i}` : `100%_form ${i}`;
      await seed.addDocument({
        tenantId,
        batchId,
        title,
        tags: i < 3 ? ['ward a'] : [],
        recordDate: `2024-05-0${i + 1}`,
      });
    }
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await seed.db.documents.list(tenantId, { limit: 3, cursor });
      titles.push(...page.documents.map(({ title }) => title));
      cursor = page.cursor;
    } while (cursor);
    expect(titles).toHaveLength(7);
    expect(new Set(titles).size).toBe(7);
    const count = async (filter: object) =>
      (await seed.db.documents.list(tenantId, { limit: 50, ...filter })).documents.length;
    expect(await count({ title: 'LETTER' })).toBe(3);
    expect(await count({ title: '%_' })).toBe(4);
    expect(await count({ tag: 'ward a' })).toBe(3);
    expect(await count({ from: '2024-05-03', to: '2024-05-05' })).toBe(3);
    expect(await count({ status: 'done' })).toBe(0);
  });

  it('refuses a cursor that it did not give', async () => {
    const listing = seed.db.documents.list(seed.tenantId, { limit: 1, cursor: 'bm9uc2Vuc2U' });
    await expect(listing).rejects.toMatchObject({ code: 'request.bad_cursor' });
  });
});
