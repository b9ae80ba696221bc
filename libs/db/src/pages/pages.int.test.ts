import { recognisedPage, readBy, type Seed, seedDatabase, segmented } from '@longhand/test-kit';
import { recognisePageJob } from '@longhand/contracts';
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

const save = (pageId: string, lines: string[], modelVersion = 'm1') =>
  seed.db.pages.saveRecognised(seed.tenantId, pageId, { ...readBy, modelVersion, page: recognisedPage(lines) });

/** Every row that a page has, without the times. */
async function rowsOf(pageId: string): Promise<unknown> {
  const questions = [
    'SELECT id, status, text, confidence, model_version, starts FROM page WHERE id = $1',
    'SELECT * FROM search_page WHERE page_id = $1',
    'SELECT * FROM line WHERE page_id = $1 ORDER BY number',
    'SELECT * FROM word WHERE page_id = $1 ORDER BY line_number, number',
    'SELECT * FROM timeline WHERE page_id = $1 ORDER BY id',
  ];
  const answers: unknown[] = [];
  for (const question of questions) answers.push((await sql.query(question, [pageId])).rows);
  return answers;
}

describe('the steps of a page', () => {
  it('begin only what is to be done, and count starts until the step ends', async () => {
    const { documentId, pageIds } = await seed.addDocument();
    const [pageId] = pageIds;
    const begin = (step: 'segment-page' | 'recognise-page') => seed.db.pages.begin(seed.tenantId, pageId, step);
    expect(await begin('recognise-page')).toBeUndefined();
    expect(await begin('segment-page')).toMatchObject({ starts: 1, page: { id: pageId, number: 1, status: 'queued' } });
    expect(await begin('segment-page')).toMatchObject({ starts: 2, document: { id: documentId, title: 'A letter' } });
    const next = { contract: recognisePageJob, payload: { tenantId: seed.tenantId, documentId, pageId } };
    const outbox = await seed.db.outbox.count();
    expect(await seed.db.pages.markSegmented(seed.tenantId, pageId, segmented, next)).toBe(true);
    expect(await seed.db.pages.markSegmented(seed.tenantId, pageId, segmented, next)).toBe(false);
    expect(await seed.db.outbox.count()).toBe(outbox + 1);
    expect(await begin('segment-page')).toBeUndefined();
    expect(await begin('recognise-page')).toMatchObject({ starts: 1, page: { widthPx: 1000, heightPx: 1500 } });
    expect(await save(pageId, ['done'])).toBe(true);
    expect(await begin('recognise-page')).toBeUndefined();
  });

  it('do not count a start that was handed back, however often, and count one whose worker died', async () => {
    const { pageIds } = await seed.addDocument();
    const [pageId] = pageIds;
    const begin = () => seed.db.pages.begin(seed.tenantId, pageId, 'segment-page');
    for (let restart = 0; restart < 6; restart += 1) {
      expect(await begin()).toMatchObject({ starts: 1 });
      await seed.db.pages.handBack(seed.tenantId, pageId, 'segment-page');
    }
    await begin();
    expect(await begin()).toMatchObject({ starts: 2 });
    await seed.db.pages.handBack(seed.tenantId, pageId, 'recognise-page');
    expect(await begin()).toMatchObject({ starts: 3 });
  });

  it('write a failed try down and go on, until the last one', async () => {
    const { documentId, pageIds } = await seed.addDocument();
    const problem = { code: 'page.blank', message: 'Turn the page over.' };
    const fail = (attempt: number, isFinal: boolean) =>
      seed.db.pages.fail(seed.tenantId, pageIds[0], {
        step: 'segment-page',
        problem,
        outcome: { attempt, isFinal, worker: 'w1' },
      });
    await fail(1, false);
    expect(await seed.db.pages.begin(seed.tenantId, pageIds[0], 'segment-page')).toMatchObject({ starts: 1 });
    await fail(2, true);
    // A second report of the same end changes nothing.
    await fail(2, true);
    expect(await seed.db.pages.begin(seed.tenantId, pageIds[0], 'segment-page')).toBeUndefined();
    const timeline = await seed.db.documents.timeline(seed.tenantId, documentId);
    expect(timeline.filter(({ step }) => step === 'segment-page')).toMatchObject([
      { status: 'retrying', attempt: 1, page: 1, worker: 'w1', errorCode: 'page.blank' },
      { status: 'failed', attempt: 2, page: 1 },
    ]);
    const document = await seed.db.documents.get(seed.tenantId, documentId);
    expect(document).toMatchObject({ status: 'failed', pages: [{ status: 'failed', error: problem }] });
  });
});

async function correct(documentId: string, index: number, text: string) {
  const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
  const word = page?.lines.flatMap(({ words }) => words)[index];
  if (!word) throw new Error('no such word');
  return seed.db.pages.correctWord(seed.tenantId, { documentId, number: 1, wordId: word.id, text, actor: 'nurse' });
}

describe('saveRecognised', () => {
  it('leaves the same rows when it runs twice', async () => {
    const { pageIds } = await seed.addRead([['Dear Mr. Sm?ith', 'second line']]);
    const first = await rowsOf(pageIds[0]);
    await save(pageIds[0], ['Dear Mr. Sm?ith', 'second line']);
    expect(await rowsOf(pageIds[0])).toEqual(first);
  });

  it('leaves the same rows when two workers save at once', async () => {
    const { pageIds } = await seed.addRead([['one two', 'three']]);
    const first = await rowsOf(pageIds[0]);
    await Promise.all(Array.from({ length: 4 }, () => save(pageIds[0], ['one two', 'three'])));
    expect(await rowsOf(pageIds[0])).toEqual(first);
  });

  it('replaces words and text by a later reading, and tells of the new model', async () => {
    const { documentId, pageIds } = await seed.addRead([['old words here']]);
    await save(pageIds[0], ['new words'], 'm2');
    const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
    expect(page).toMatchObject({ text: 'new words', modelVersion: 'm2', status: 'recognised' });
    expect(page?.lines.map(({ words }) => words.map(({ text }) => text))).toEqual([['new', 'words']]);
    const timeline = await seed.db.documents.timeline(seed.tenantId, documentId);
    expect(timeline.filter(({ status }) => status === 'recognised')).toHaveLength(2);
  });

  it('saves an empty page', async () => {
    const { documentId } = await seed.addRead([[]]);
    expect(await seed.db.pages.get(seed.tenantId, documentId, 1)).toMatchObject({ text: '', lines: [] });
    expect(await seed.db.documents.get(seed.tenantId, documentId)).toMatchObject({ status: 'done' });
  });

  it('gives words with boxes, marks and alternatives', async () => {
    const { documentId } = await seed.addRead([['Dear Sm?ith']]);
    const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
    expect(page?.lines[0]).toMatchObject({
      number: 0,
      baseline: [
        { x: 0, y: 35 },
        { x: 200, y: 35 },
      ],
    });
    expect(page?.lines[0].words[1]).toMatchObject({
      text: 'Smith',
      markedText: 'Smith?',
      doubtfulLetters: [1],
      reading: 'Smith',
      box: { x: 100, y: 0, width: 100, height: 40 },
      uncertain: true,
      alternatives: [{ text: 'Smithe', probability: 0.2 }],
    });
    expect(await seed.db.pages.text(seed.tenantId, documentId)).toEqual([
      { number: 1, status: 'recognised', text: 'Dear Smith?' },
    ]);
  });

  it('marks words, letters or nothing, as it is asked', async () => {
    const { documentId } = await seed.addRead([['Dear Sm?ith', 'yours']]);
    const { db, tenantId } = seed;
    const shown = { words: 'Dear Smith?\nyours', letters: 'Dear Sm?ith\nyours', none: 'Dear Smith\nyours' };
    for (const marks of ['words', 'letters', 'none'] as const) {
      expect((await db.pages.get(tenantId, documentId, 1, marks))?.text).toBe(shown[marks]);
      expect((await db.pages.text(tenantId, documentId, marks))?.[0].text).toBe(shown[marks]);
    }
    await correct(documentId, 1, 'Smythe');
    expect((await db.pages.get(tenantId, documentId, 1, 'letters'))?.text).toBe('Dear Smythe\nyours');
  });
});

describe('a correction', () => {
  it('shows in word, text and search, and keeps the reading', async () => {
    const { documentId } = await seed.addRead([['take aspi?rn daily']]);
    expect(await correct(documentId, 1, 'Aspirin')).toMatchObject({
      text: 'Aspirin',
      reading: 'aspirn',
      correctedBy: 'nurse',
    });
    const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
    expect(page?.text).toBe('take Aspirin daily');
    const { hits } = await seed.db.search.find(seed.tenantId, { q: 'aspirin', limit: 5 });
    expect(hits.map((hit) => hit.documentId)).toContain(documentId);
  });

  it('survives every later reading, whatever that says', async () => {
    const { documentId, pageIds } = await seed.addRead([['take aspi?rn daily']]);
    await correct(documentId, 1, 'Aspirin');
    await save(pageIds[0], ['take asplrm daily'], 'm2');
    await save(pageIds[0], ['take asplrm daily'], 'm3');
    const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
    expect(page?.text).toBe('take Aspirin daily');
    expect(page?.lines[0].words[1]).toMatchObject({ text: 'Aspirin', reading: 'asplrm', correctedBy: 'nurse' });
    await correct(documentId, 1, 'Aspirin 100');
    await save(pageIds[0], ['take asplrm daily'], 'm4');
    expect((await seed.db.pages.get(seed.tenantId, documentId, 1))?.text).toBe('take Aspirin 100 daily');
  });

  it('is undefined for a word, page or tenant that is not there', async () => {
    const { documentId } = await seed.addRead([['word']]);
    const page = await seed.db.pages.get(seed.tenantId, documentId, 1);
    const id = page?.lines[0].words[0].id ?? '';
    const other = await seed.db.tenants.ensure('stranger');
    expect(
      await seed.db.pages.correctWord(other, { documentId, number: 1, wordId: id, text: 'x', actor: 'a' }),
    ).toBeUndefined();
    expect(
      await seed.db.pages.correctWord(seed.tenantId, { documentId, number: 2, wordId: id, text: 'x', actor: 'a' }),
    ).toBeUndefined();
    expect(
      await seed.db.pages.correctWord(seed.tenantId, {
        documentId,
        number: 1,
        wordId: documentId,
        text: 'x',
        actor: 'a',
      }),
    ).toBeUndefined();
  });
});

describe('stuck pages', () => {
  it('are those that have not moved for long, and not those of cancelled documents', async () => {
    const { documentId, pageIds } = await seed.addDocument({ pageCount: 2 });
    const stuck = async () => (await seed.db.pages.stuck('queued', 15_000, 1000)).map(({ pageId }) => pageId);
    expect(await stuck()).not.toContain(pageIds[0]);
    await sql.query(`UPDATE page SET updated_at = now() - interval '20 seconds' WHERE document_id = $1`, [documentId]);
    // Their jobs have not been handed over yet, so the queue cannot have lost them.
    expect(await stuck()).not.toContain(pageIds[0]);
    while ((await seed.db.outbox.relay(100, async () => {})) > 0);
    expect(await seed.db.pages.stuck('queued', 15_000, 1000)).toContainEqual({
      tenantId: seed.tenantId,
      documentId,
      pageId: pageIds[0],
    });
    await seed.db.documents.cancel(seed.tenantId, documentId);
    expect(await stuck()).not.toContain(pageIds[0]);
  });
});
