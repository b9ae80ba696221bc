import { type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let seed: Seed;
let sql: pg.Client;
beforeAll(async () => {
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await seed.close();
});

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a document that is held', () => {
  it.each([
    ['a legal hold', { holdReason: 'Case 7' }],
    ['a retention period', { retainUntil: daysFromNow(2) }],
  ])('by %s is not deleted by anybody until it is lifted', async (_, retention) => {
    const { documentId } = await seed.addRead([['kept words']]);
    expect(await seed.db.documents.retain(seed.tenantId, documentId, retention)).toBe(true);
    expect(await seed.db.documents.retention(seed.tenantId, documentId)).toEqual(retention);
    await expect(seed.db.documents.delete(seed.tenantId, documentId)).rejects.toMatchObject({ code: 'document.held' });
    await expect(sql.query('DELETE FROM document WHERE id = $1', [documentId])).rejects.toThrow('held');
    expect((await seed.db.search.find(seed.tenantId, { q: 'kept', limit: 5 })).hits).toHaveLength(1);
    await seed.db.documents.retain(seed.tenantId, documentId, {});
    expect(await seed.db.documents.retention(seed.tenantId, documentId)).toEqual({});
    expect(await seed.db.documents.delete(seed.tenantId, documentId)).toBe(true);
  });

  it('keeps title, date, tags and words under a legal hold, and may change again when it is lifted', async () => {
    const { documentId } = await seed.addRead([['kept words']]);
    const { db, tenantId } = seed;
    const word = (await db.pages.get(tenantId, documentId, 1))?.lines[0].words[0].id as string;
    const changes = [
      () => db.documents.patch(tenantId, documentId, { title: 'Another' }),
      () => db.documents.patch(tenantId, documentId, { recordDate: '1905-05-01' }),
      () => db.documents.patch(tenantId, documentId, { tags: ['new'] }),
      () => db.pages.correctWord(tenantId, { documentId, number: 1, wordId: word, text: 'other', actor: 'key:1' }),
      () => db.pages.rotate(tenantId, { documentId, number: 1, degrees: 90 }),
    ];
    await db.documents.retain(tenantId, documentId, { holdReason: 'Case 8' });
    const before = [await db.documents.get(tenantId, documentId), await db.pages.get(tenantId, documentId, 1)];
    for (const change of changes) await expect(change()).rejects.toMatchObject({ code: 'document.held' });
    expect([await db.documents.get(tenantId, documentId), await db.pages.get(tenantId, documentId, 1)]).toEqual(before);
    await db.documents.retain(tenantId, documentId, { retainUntil: daysFromNow(2) });
    for (const change of changes) await change();
    await db.documents.retain(tenantId, documentId, {});
  });

  it('may be deleted once its period is over', async () => {
    const { documentId } = await seed.addDocument();
    await seed.db.documents.retain(seed.tenantId, documentId, { retainUntil: daysFromNow(-1) });
    expect(await seed.db.documents.delete(seed.tenantId, documentId)).toBe(true);
    expect(await seed.db.documents.retention(seed.tenantId, documentId)).toBeUndefined();
    expect(await seed.db.documents.retain(seed.tenantId, documentId, { holdReason: 'x' })).toBe(false);
  });
});

describe('a deleted document', () => {
  it('leaves no trace in any column of any table, besides the audit log and a receipt without its name', async () => {
    const { documentId, pageIds } = await seed.addRead([['xylophone quartz'], ['second quartz']], { title: 'Zebulon' });
    const word = (await seed.db.pages.get(seed.tenantId, documentId, 1))?.lines[0].words[0].id as string;
    await seed.db.pages.correctWord(seed.tenantId, {
      documentId,
      number: 1,
      wordId: word,
      text: 'xylography',
      actor: 'key:1',
    });
    const file = { position: 0, name: 'zebulon.jpg', sizeBytes: 1, status: 'accepted', documentId } as const;
    await seed.db.batches.addFile(seed.tenantId, seed.batchId, file);
    const entry = { actor: 'key:1', action: 'document.delete', object: documentId, requestId: 'r' };
    await seed.db.audit.append({ tenantId: seed.tenantId, ...entry });
    const planted = [documentId, ...pageIds, 'xylo', 'quartz', 'zebulon'];
    expect((await tracesOf(planted)).size).toBeGreaterThan(8);
    expect(await seed.db.documents.delete(seed.tenantId, documentId)).toBe(true);
    // Jobs of the outbox hold ids only, and do nothing when their document is gone.
    await sql.query('DELETE FROM outbox');
    expect([...(await tracesOf(planted))].sort()).toEqual([`audit_log ${documentId}`, `batch_file ${documentId}`]);
  });
});

/**
 * `table text` for every planted text that stands in some row of some table, whatever the column.
 */
async function tracesOf(planted: readonly string[]): Promise<Set<string>> {
  const tables = await sql.query<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'
      AND table_type = 'BASE TABLE'`);
  const traces = new Set<string>();
  for (const { name } of tables.rows) {
    for (const text of planted) {
      const { rowCount } = await sql.query(`SELECT 1 FROM ${name} AS row WHERE row::text ILIKE $1 LIMIT 1`, [
        `%${text}%`,
      ]);
      if (rowCount) traces.add(`${name} ${text}`);
    }
  }
  return traces;
}
