import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { patienceMs, readBy, recognisedPage, segmented } from '@longhand/test-kit';
import type { OpenAPIObject } from '@nestjs/swagger';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillRequest, operationsOf } from '../openapi-requests.test-suite.js';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

const file = { name: 'held.png', bytes: pngBytes() };
let api: TestApi;
let sql: pg.Client;
let documentId: string;
let pageId: string;
let wordId: string;
let batchId: string;
beforeAll(async () => {
  let url = '';
  api = await startApi({}, (deps) => {
    url = deps.config.databaseUrl;
    return deps;
  });
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
  await plantRead();
  await api.json(`/v1/documents/${documentId}/retention`, json('PUT', { holdReason: 'Case 31' }));
});
afterAll(async () => {
  await sql?.end();
  await api?.close();
});

const json = (method: string, value: unknown) => ({
  method,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

/** A document of one page that was read, with title, date and tags. */
async function plantRead(): Promise<void> {
  const metadata = { 'held.png': { title: 'The deed', recordDate: '1905-05-01', tags: ['land'] } };
  const receipt = await api.receipt([{ metadata }, file]);
  const { tenantId, db } = api;
  batchId = receipt.id;
  documentId = receipt.files[0].documentId as string;
  const next = (contract: typeof segmentPageJob | typeof recognisePageJob) => (page: string) => ({
    contract,
    payload: { tenantId, documentId, pageId: page },
  });
  await db.documents.finishSplit(tenantId, documentId, { pageCount: 1, nextOf: next(segmentPageJob) as never });
  pageId = (await db.documents.get(tenantId, documentId))?.pages[0].id as string;
  await db.pages.markSegmented(tenantId, pageId, segmented, next(recognisePageJob)(pageId) as never);
  await db.pages.saveRecognised(tenantId, pageId, { ...readBy, page: recognisedPage(['kept words']) });
  wordId = (await db.pages.get(tenantId, documentId, 1))?.lines[0].words[0].id as string;
}

/** What a hold freezes: title, date and tags, how the page stands, its words, their corrections. */
async function frozen(): Promise<unknown> {
  const rowsOf = async (statement: string, id: string) => (await sql.query(statement, [id])).rows;
  return {
    document: await rowsOf(
      'SELECT title, record_date::text, tags, name, sha256 FROM document WHERE id = $1',
      documentId,
    ),
    page: await rowsOf('SELECT rotation_degrees, text, width_px FROM page WHERE id = $1', pageId),
    lines: await rowsOf('SELECT to_jsonb(l) AS line FROM public.line l WHERE page_id = $1 ORDER BY number', pageId),
    words: await rowsOf('SELECT to_jsonb(w) AS word FROM word w WHERE page_id = $1 ORDER BY number', pageId),
    corrections: await rowsOf('SELECT to_jsonb(c) AS one FROM correction c WHERE page_id = $1', pageId),
    keyings: await rowsOf('SELECT to_jsonb(k) AS one FROM keying k WHERE page_id = $1', pageId),
    labels: await rowsOf('SELECT labels::text, body::text FROM search_page WHERE page_id = $1', pageId),
  };
}

it('no route of the API changes a document under legal hold', async () => {
  const before = await frozen();
  const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as OpenAPIObject;
  const refused: string[] = [];
  for (const operation of operationsOf(document)) {
    // The one route that lifts the hold.
    if (operation.method === 'GET' || operation.route === 'PUT /v1/documents/{id}/retention') continue;
    for (const ids of [[documentId, wordId], [documentId], [batchId]]) {
      const { path, init } = fillRequest(document, operation, ids);
      const answer = await api.call(path, { ...init, signal: AbortSignal.timeout(patienceMs) });
      if ((await answer.text()).includes('"document.held"')) refused.push(operation.route);
    }
    expect([operation.route, await frozen()]).toEqual([operation.route, before]);
  }
  // Whatever route is added below a document is refused, or stands here with its reason: nothing is
  // left to read.
  const harmless = ['{id}/retry', '{id}/cancel', 'bulk/retry'].map((path) => `POST /v1/documents/${path}`);
  const below = operationsOf(document).filter(
    ({ method, route, template }) =>
      method !== 'GET' && /^\/v1\/documents\/(?:\{id\}|bulk)/.test(template) && !route.endsWith('/retention'),
  );
  const wanted = below.map(({ route }) => route).filter((route) => !harmless.includes(route));
  expect(wanted.length).toBeGreaterThan(3);
  expect([...new Set(refused)].sort()).toEqual(wanted.sort());
});

it('each field by itself is frozen, and so it is to an upload of the same file with other metadata', async () => {
  const before = await frozen();
  for (const change of [{ title: 'x' }, { recordDate: '2000-01-01' }, { recordDate: null }, { tags: [] }, {}]) {
    const answer = await api.call(`/v1/documents/${documentId}`, json('PATCH', change));
    expect([change, answer.status]).toEqual([change, Object.keys(change).length > 0 ? 409 : answer.status]);
  }
  const metadata = { 'held.png': { title: 'Another deed', recordDate: '2001-01-01', tags: ['sea'] } };
  // Before its file and after it.
  for (const form of [
    [{ metadata }, file],
    [file, { metadata }],
  ])
    expect((await api.receipt(form)).files).toMatchObject([{ status: 'duplicate', duplicateOf: documentId }]);
  expect(await frozen()).toEqual(before);
});

it('double keying is frozen too', async () => {
  await api.json('/v1/review/settings', json('PUT', { doubleKeying: true }));
  const before = await frozen();
  const answer = await api.call(
    `/v1/documents/${documentId}/pages/1/words/${wordId}`,
    json('PATCH', { text: 'other' }),
  );
  expect([answer.status, (await errorOf(answer)).code]).toEqual([409, 'document.held']);
  expect(await frozen()).toEqual(before);
  await api.json('/v1/review/settings', json('PUT', { doubleKeying: false }));
});

it('a page that was read is not read again, even where its last reading failed', async () => {
  await sql.query(`UPDATE page SET status = 'failed' WHERE id = $1`, [pageId]);
  await sql.query(`UPDATE document SET status = 'failed' WHERE id = $1`, [documentId]);
  const held = await api.call(`/v1/documents/${documentId}/retry`, { method: 'POST' });
  expect([held.status, (await errorOf(held)).code]).toEqual([409, 'document.held']);
  expect((await sql.query('SELECT status FROM page WHERE id = $1', [pageId])).rows).toEqual([{ status: 'failed' }]);
});

it('all of it is possible again when the hold is lifted', async () => {
  await api.json(`/v1/documents/${documentId}/retention`, json('PUT', {}));
  const word = `/v1/documents/${documentId}/pages/1/words/${wordId}`;
  await api.json(`/v1/documents/${documentId}`, json('PATCH', { title: 'x' }));
  await api.json(word, json('PATCH', { text: 'other' }));
  await api.json(`/v1/documents/${documentId}/retry`, { method: 'POST' });
  expect((await sql.query('SELECT status FROM page WHERE id = $1', [pageId])).rows).toEqual([{ status: 'queued' }]);
});
