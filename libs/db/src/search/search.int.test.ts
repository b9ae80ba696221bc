import { type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchRequest } from './search-types.js';

let seed: Seed;
beforeAll(async () => {
  seed = await seedDatabase();
  await seed.addRead([['Dear Dr. Müller', 'the patient takes aspi?rin daily'], ['nothing of note']], {
    title: 'Letter of May',
    tags: ['ward a'],
    recordDate: '2024-05-17',
  });
  await seed.addRead([['aspirin twice a day', 'no fever and no aspirin allergy']], {
    title: 'Prescription',
    tags: ['ward b'],
  });
  await seed.addRead([['fever since Monday, daily visits', 'blood pressure 120/80']], {
    title: 'Chart 100%',
    recordDate: '2024-06-01',
  });
});
afterAll(() => seed.close());

const find = (q: string, filter: Partial<SearchRequest> = {}) =>
  seed.db.search.find(seed.tenantId, { q, limit: 20, ...filter });
const titles = async (q: string, filter: Partial<SearchRequest> = {}) =>
  (await find(q, filter)).hits.map(({ title }) => title).sort();

describe('search', () => {
  it('finds words whatever their case, accents and marks', async () => {
    expect(await titles('ASPIRIN')).toEqual(['Letter of May', 'Prescription']);
    expect(await titles('aspi?rin')).toEqual(['Letter of May', 'Prescription']);
    expect(await titles('muller')).toEqual(['Letter of May']);
    expect(await titles('MÜLLER')).toEqual(['Letter of May']);
    expect(await titles('ibuprofen')).toEqual([]);
    expect(await titles('200%')).toEqual([]);
  });

  it('reads the syntax of web search: all words, phrase, or, not', async () => {
    expect(await titles('aspirin daily')).toEqual(['Letter of May']);
    expect(await titles('"takes aspirin"')).toEqual(['Letter of May']);
    expect(await titles('"aspirin takes"')).toEqual([]);
    expect(await titles('muller or monday')).toEqual(['Chart 100%', 'Letter of May']);
    expect(await titles('aspirin -fever')).toEqual(['Letter of May']);
    expect(await titles('daily -"takes aspirin"')).toEqual(['Chart 100%']);
    expect(await titles('120/80')).toEqual(['Chart 100%']);
  });

  it('takes word* and the last word as a beginning, and ranks the very word first', async () => {
    expect(await titles('aspi* day')).toEqual(['Prescription']);
    expect(await titles('pres')).toEqual(['Chart 100%']);
    expect(await titles('asp takes')).toEqual([]);
    expect(await titles('asp* takes')).toEqual(['Letter of May']);
    await seed.addRead([['dailyish dailyish dailyish']], { title: 'Beginnings' });
    const order = (await find('daily')).hits.map(({ title }) => title);
    expect(order).toHaveLength(3);
    expect(order.at(-1)).toBe('Beginnings');
  });

  it('finds nothing for what has no words, and never fails on odd input', async () => {
    for (const q of [
      '',
      '  ',
      '!!!',
      '"',
      '-',
      '-fever',
      'or',
      '* or *',
      "o'clock",
      '\\',
      ':*',
      "x' | 'y",
      '(&|!<->)',
    ]) {
      expect((await find(q)).hits, q).toEqual([]);
    }
    expect(await titles("'aspirin' & !fever:*")).toEqual(['Prescription']);
  });

  it('filters by title, tag and record date', async () => {
    expect(await titles('aspirin', { title: 'letter' })).toEqual(['Letter of May']);
    expect(await titles('fever', { title: '100%' })).toEqual(['Chart 100%']);
    expect(await titles('aspirin', { tag: 'ward b' })).toEqual(['Prescription']);
    expect(await titles('aspirin', { from: '2024-05-17', to: '2024-05-17' })).toEqual(['Letter of May']);
    expect(await titles('aspirin', { from: '2024-05-18' })).toEqual([]);
  });

  it('finds plain words in titles and tags too, once for a document where they are nowhere on its pages', async () => {
    expect(await titles('prescription')).toEqual(['Prescription']);
    expect((await find('letter')).hits).toMatchObject([
      {
        title: 'Letter of May',
        page: 1,
        certainty: 1,
        guess: false,
        words: [{ matched: false }, {}, {}, {}, {}, {}, {}, {}],
      },
    ]);
    expect((await find('"letter of may"')).hits).toHaveLength(1);
    expect((await find('nothing ward')).hits).toMatchObject([{ title: 'Letter of May', page: 2, certainty: 0.95 }]);
    expect(await titles('ward aspirin -fever')).toEqual(['Letter of May']);
    expect(await titles('letter prescription')).toEqual([]);
    expect(await titles('lette*', { fuzzy: false })).toEqual(['Letter of May']);
    expect((await find('100% OR monday')).hits).toMatchObject([{ title: 'Chart 100%' }]);
  });

  it('is blind to other tenants', async () => {
    const other = await seed.db.tenants.ensure('stranger');
    expect((await seed.db.search.find(other, { q: 'aspirin', limit: 5 })).hits).toEqual([]);
  });

  it('gives page, date, snippet with marks, and the words with their boxes', async () => {
    const { hits } = await find('takes "aspirin"', { title: 'Letter' });
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ page: 1, recordDate: '2024-05-17', tags: ['ward a'] });
    expect(hits[0].score).toBeGreaterThan(0);
    expect(hits[0].snippet).toContain('takes aspirin? daily');
    const matched = hits[0].words.filter((word) => word.matched);
    expect(matched.map(({ text }) => text)).toEqual(['takes', 'aspirin']);
    expect(matched[0].box).toEqual({ x: 240, y: 50, width: 100, height: 40 });
    expect(hits[0].words.length).toBeGreaterThan(matched.length);
  });

  it('pages through hits without gap or repetition, best first', async () => {
    const tenantId = await seed.db.tenants.ensure('many');
    const { id: batchId } = await seed.db.batches.create(tenantId, {});
    for (let i = 0; i < 9; i += 1) {
      await seed.addRead([[`needle ${'needle '.repeat(i % 3)}hay`]], { tenantId, batchId, title: `T${i}` });
    }
    const scores: number[] = [];
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const answer = await seed.db.search.find(tenantId, { q: 'needle', limit: 4, cursor });
      for (const hit of answer.hits) {
        scores.push(hit.score);
        seen.add(hit.title);
      }
      expect(answer.more).toBe(answer.cursor !== undefined);
      cursor = answer.cursor;
    } while (cursor);
    expect(seen.size).toBe(9);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});
