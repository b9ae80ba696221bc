import { randomUUID } from 'node:crypto';
import { recognisePageJob } from '@longhand/contracts';
import { recognisedPage, readBy, type Seed, seedDatabase, segmented } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchRequest } from './search-types.js';

// Each test writes several pages through every step; on a busy machine that is no matter of
// seconds.

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

/**
 * A word as a doubtful reader leaves it: `reading:confidence`, then `other:probability` and so on,
 * separated by `|`.
 */
type Doubtful = string;

async function addDoubtful(
  words: readonly Doubtful[],
  options: { title?: string; tenantId?: string; batchId?: string } = {},
) {
  const added = await seed.addDocument(options);
  await segment(added.documentId, added.pageIds[0], options.tenantId);
  await saveDoubtful(added.pageIds[0], words, options.tenantId);
  return added;
}

async function segment(documentId: string, pageId: string, tenantId = seed.tenantId): Promise<void> {
  const next = { contract: recognisePageJob, payload: { tenantId, documentId, pageId } };
  await seed.db.pages.markSegmented(tenantId, pageId, segmented, next);
}

async function saveDoubtful(pageId: string, words: readonly Doubtful[], tenantId = seed.tenantId) {
  const readings = words.map((word) =>
    word.split('|').map((part) => {
      const [text, probability = '1'] = part.split(':');
      return { text, probability: Number(probability) };
    }),
  );
  const page = recognisedPage([readings.map(([{ text }]) => text).join(' ')]);
  for (const [i, word] of page.lines[0].words.entries()) {
    const [first, ...alternatives] = readings[i];
    Object.assign(word, { confidence: first.probability, uncertain: alternatives.length > 0, alternatives });
  }
  await seed.db.pages.saveRecognised(tenantId, pageId, { ...readBy, page });
}

/** A tenant of the test's own, so that it meets only its own words. */
async function newTenant() {
  const tenantId = await seed.db.tenants.ensure(randomUUID());
  const { id: batchId } = await seed.db.batches.create(tenantId, {});
  return { tenantId, batchId };
}

const finder =
  (tenantId: string) =>
  (q: string, request: Partial<SearchRequest> = {}) =>
    seed.db.search.find(tenantId, { q, limit: 20, ...request });

const formsOf = async (tenantId: string): Promise<Record<string, number>> => {
  const { rows } = await sql.query('SELECT form, pages FROM search_form WHERE tenant_id = $1 ORDER BY form', [
    tenantId,
  ]);
  return Object.fromEntries(rows.map(({ form, pages }) => [form, pages]));
};

describe('what a word may say', () => {
  it('is found, labelled as a guess, below what was surely read', async () => {
    const tenant = await newTenant();
    const add = (title: string, word: Doubtful) => addDoubtful(['take', word, 'daily'], { ...tenant, title });
    await add('faint', 'pencil:0.9|penicillin:0.02');
    await add('likely', 'pemcillin:0.4|Penicillin,:0.35');
    await add('sure', 'Penicillin');
    await add('alike', 'penicilin:0.97');
    await add('other', 'aspirin');
    const { hits, more, limited } = await finder(tenant.tenantId)('penicillin');
    expect(hits.map(({ title, guess }) => [title, guess])).toEqual([
      ['sure', false],
      ['likely', true],
      ['alike', true],
      ['faint', true],
    ]);
    expect(hits.map(({ certainty }) => certainty)).toEqual([1, 0.35, 0.2619, 0.02]);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
    expect([more, limited]).toEqual([false, false]);
    const matched = hits.map(({ words }) => words.filter((word) => word.matched));
    expect(matched[0]).toMatchObject([{ text: 'Penicillin', certainty: 1, guess: false }]);
    expect(matched[0][0]).not.toHaveProperty('reading');
    expect(matched[2]).toMatchObject([{ text: 'penicilin', guess: true }]);
    expect(matched[1]).toMatchObject([{ text: 'pemcillin', reading: 'Penicillin,', certainty: 0.35, guess: true }]);
    expect(matched[3]).toMatchObject([{ text: 'pencil', reading: 'penicillin', certainty: 0.02, guess: true }]);
  });

  it('holds in phrases, with beginnings, and beside other words', async () => {
    const tenant = await newTenant();
    await addDoubtful(['no', 'ocute:0.6|acute:0.3', 'pain:0.9|pair:0.08', 'to:0.7|too:0.2', 'day'], tenant);
    const find = finder(tenant.tenantId);
    const certainty = async (q: string) => (await find(q, { fuzzy: false })).hits[0]?.certainty;
    expect(await certainty('"no acute pain"')).toBeCloseTo(0.27, 3);
    expect(await certainty('"acute pair"')).toBeCloseTo(0.024, 3);
    expect(await certainty('"ocute pain too day"')).toBeCloseTo(0.108, 3);
    expect(await certainty('"acute day"')).toBeUndefined();
    expect(await certainty('acu* day')).toBeCloseTo(0.3, 3);
    expect(await certainty('acute pair')).toBeCloseTo(0.024, 3);
    // It is left out only for what was surely read there.
    expect(await certainty('day -acute')).toBe(1);
    expect(await certainty('day -ocute')).toBeUndefined();
  });

  it('forgives words that look alike unless it is told not to, and never numbers', async () => {
    const tenant = await newTenant();
    await addDoubtful(['close', 'of', 'ramipril', '500mg'], tenant);
    const find = finder(tenant.tenantId);
    const found = async (q: string, fuzzy: boolean) => (await find(q, { fuzzy })).hits.length;
    expect([await found('dose', true), await found('dose', false)]).toEqual([1, 0]);
    expect([await found('ramiprll', true), await found('ramiprll', false)]).toEqual([1, 0]);
    expect([await found('ramip', true), await found('ramip', false), await found('ramip*', false)]).toEqual([1, 0, 1]);
    expect(await found('"dose"', true)).toBe(0);
    expect(await found('50mg of', true)).toBe(0);
    expect(await found('metformin', true)).toBe(0);
  });

  it('lets a sure hit stand first, even behind more guesses than are compared', async () => {
    const tenant = await newTenant();
    const guess = await addDoubtful(['zantac:0.8|xantac:0.1'], { ...tenant, title: 'guess' });
    await copyPage(guess.documentId, 1200);
    await addDoubtful(['xantac'], { ...tenant, title: 'sure' });
    const find = finder(tenant.tenantId);
    const answer = await find('xantac', { limit: 2 });
    expect(answer.hits.map(({ title }) => title)).toEqual(['sure', 'guess']);
    expect(answer).toMatchObject({ more: true, limited: true });
    expect(await find('xantac -zantac')).toMatchObject({ hits: [{ title: 'sure' }], limited: false });
  });

  it('finds beginnings of very many words by the most frequent of them', async () => {
    const tenant = await newTenant();
    await addDoubtful(['quartz'], tenant);
    await sql.query(
      `INSERT INTO search_form SELECT $1, 'qu' || to_char(i, 'FM00000'), 1 FROM generate_series(1, 6000) i`,
      [tenant.tenantId],
    );
    const find = finder(tenant.tenantId);
    expect((await find('qu* x or quart*')).hits).toHaveLength(1);
    await addDoubtful(['qu00001'], tenant);
    expect((await find('qu*')).hits).toHaveLength(1);
  });
});

/**
 * More pages like the first one of a document, without words of their own: the search row is all
 * that is looked at.
 */
async function copyPage(documentId: string, copies: number): Promise<void> {
  await sql.query(
    `WITH page AS (
       INSERT INTO page (id, tenant_id, document_id, number, status)
       SELECT gen_random_uuid(), tenant_id, document_id, i + 1, 'recognised' FROM page, generate_series(1, $2::int) i
         WHERE document_id = $1
       RETURNING id, tenant_id, document_id, number
     )
     INSERT INTO search_page SELECT page.id, page.tenant_id, page.document_id, page.number, labels, body
     FROM page JOIN search_page USING (document_id)`,
    [documentId, copies],
  );
}

describe('the index stays true', () => {
  const correct = async (documentId: string, tenantId: string, reading: string, text: string) => {
    const page = await seed.db.pages.get(tenantId, documentId, 1);
    const word = page?.lines.flatMap(({ words }) => words).find((one) => one.reading === reading);
    return seed.db.pages.correctWord(tenantId, { documentId, number: 1, wordId: word?.id ?? '', text, actor: 'nurse' });
  };

  it('through a correction, which is sure and ends all guesses', async () => {
    const tenant = await newTenant();
    const { documentId, pageIds } = await addDoubtful(['take', 'pemcillin:0.4|penicillin:0.35'], tenant);
    const find = finder(tenant.tenantId);
    expect(await formsOf(tenant.tenantId)).toEqual({ take: 1, pemcillin: 1, penicillin: 1 });
    await correct(documentId, tenant.tenantId, 'pemcillin', 'Panadol forte');
    expect((await find('"take panadol forte"')).hits).toMatchObject([{ certainty: 1, guess: false }]);
    expect((await find('penicillin')).hits).toEqual([]);
    expect((await find('pemcillin')).hits).toEqual([]);
    expect(await formsOf(tenant.tenantId)).toEqual({ take: 1, panadol: 1, forte: 1 });
    await saveDoubtful(pageIds[0], ['takes', 'penicilhn:0.9'], tenant.tenantId);
    expect(await formsOf(tenant.tenantId)).toEqual({ takes: 1, panadol: 1, forte: 1 });
    await correct(documentId, tenant.tenantId, 'penicilhn', '');
    expect(await formsOf(tenant.tenantId)).toEqual({ takes: 1 });
  });

  it('through a new title, tags and date', async () => {
    const tenant = await newTenant();
    const { documentId } = await addDoubtful(['fever'], { ...tenant, title: 'Lettre été' });
    const found = async (q: string) => (await finder(tenant.tenantId)(q)).hits.length;
    expect(await found('fever title:ETE')).toBe(1);
    expect([await found('fever tag:"Ward A"'), await found('fever from:1905')]).toEqual([0, 0]);
    await seed.db.documents.patch(tenant.tenantId, documentId, {
      title: 'Chart',
      tags: ['ward a', "O'Hara \\ 'x"],
      recordDate: '1905-03-21',
    });
    expect([await found('fever title:ete'), await found('title:char')]).toEqual([0, 1]);
    expect([
      await found('fever tag:"Ward A"'),
      await found('fever tag:ward'),
      await found('fever -tag:"ward a"'),
    ]).toEqual([1, 0, 0]);
    expect(await found(`fever tag:"o'hara x"`)).toBe(1);
    expect([await found('fever from:1905-03 to:1905-03'), await found('fever to:1905-03-20')]).toEqual([1, 0]);
    expect([await found('from:1905'), await found('fever from:1906 to:1905')]).toEqual([1, 0]);
    await seed.db.documents.patch(tenant.tenantId, documentId, { recordDate: null });
    expect(await found('fever from:1905')).toBe(0);
    expect(await formsOf(tenant.tenantId)).toEqual({ fever: 1 });
  });

  it('through turning, reading again and deleting', async () => {
    const tenant = await newTenant();
    const { documentId, pageIds } = await addDoubtful(['Aspirin', 'daily'], tenant);
    await addDoubtful(['daily'], tenant);
    const find = finder(tenant.tenantId);
    await seed.db.pages.rotate(tenant.tenantId, { documentId, number: 1, degrees: 180 });
    expect((await find('aspirin')).hits).toHaveLength(1);
    await segment(documentId, pageIds[0], tenant.tenantId);
    await saveDoubtful(pageIds[0], ['Ramipril', 'daily'], tenant.tenantId);
    expect([(await find('aspirin')).hits.length, (await find('ramipril')).hits.length]).toEqual([0, 1]);
    expect(await formsOf(tenant.tenantId)).toEqual({ daily: 2, ramipril: 1 });
    await seed.db.documents.delete(tenant.tenantId, documentId);
    expect((await find('ramipril')).hits).toEqual([]);
    expect(await formsOf(tenant.tenantId)).toEqual({ daily: 1 });
  });

  it('when pages that share their words are written and deleted at once', async () => {
    const tenant = await newTenant();
    const words = ['alpha', 'beta', 'gamma', 'delta'];
    const added = await Promise.all(words.map((_, i) => addDoubtful(words.toSpliced(i, 1), tenant)));
    expect(await formsOf(tenant.tenantId)).toEqual({ alpha: 3, beta: 3, gamma: 3, delta: 3 });
    await Promise.all([
      ...added.slice(0, 2).map(({ documentId }) => seed.db.documents.delete(tenant.tenantId, documentId)),
      ...added.slice(2).map(({ pageIds }) => saveDoubtful(pageIds[0], words.toReversed(), tenant.tenantId)),
    ]);
    expect(await formsOf(tenant.tenantId)).toEqual({ alpha: 2, beta: 2, gamma: 2, delta: 2 });
  });

  it('for pages that were read before there was such an index', async () => {
    const tenant = await newTenant();
    const { pageIds } = await addDoubtful(['Warfarin:0.6|warfann:0.2'], tenant);
    await sql.query('DELETE FROM search_page WHERE page_id = $1', [pageIds[0]]);
    expect((await finder(tenant.tenantId)('warfarin')).hits).toEqual([]);
    while ((await seed.db.search.indexMissing(10)) > 0);
    expect((await finder(tenant.tenantId)('warfann', { fuzzy: false })).hits).toMatchObject([{ certainty: 0.2 }]);
  });
});

describe('a search that costs too much', () => {
  it('is stopped with a word of advice', async () => {
    const other = new pg.Client({ connectionString: seed.url });
    await other.connect();
    await other.query('BEGIN; LOCK TABLE search_page IN ACCESS EXCLUSIVE MODE');
    try {
      await expect(finder(seed.tenantId)('fever')).rejects.toMatchObject({ code: 'search.too_slow' });
    } finally {
      await other.end();
    }
    expect((await finder(seed.tenantId)('fever')).hits).toEqual([]);
  });

  it('is bounded, however much is typed', async () => {
    const words = Array.from({ length: 60 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}x`);
    expect((await finder(seed.tenantId)(words.join(' or '))).hits).toEqual([]);
    expect((await finder(seed.tenantId)(`"${words.join(' ')}" ${'a* '.repeat(50)}`)).hits).toEqual([]);
    expect((await finder(seed.tenantId)('from:0001 to:9999-12-30 -"a b" x')).hits).toEqual([]);
  });
});
