import { randomUUID } from 'node:crypto';
import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { hashPassword } from '@longhand/db';
import { pageImageKey } from '@longhand/storage';
import { readBy, recognisedPage, segmented } from '@longhand/test-kit';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allOperationsOf } from '../../services/api/src/openapi-requests.test-suite.js';
import {
  encodeForm,
  pngBytes,
  startApi,
  storedKeys,
  type TestApi,
} from '../../services/api/src/start-api.test-suite.js';

const password = 'wet stones under the bridge';
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
let api: TestApi;
let sql: pg.Client;
let document: Parameters<typeof allOperationsOf>[0];
let jpeg: Buffer;
let passwordHash: string;

beforeAll(async () => {
  let url = '';
  // No upload that the test leaves open is ended by the clock meanwhile.
  api = await startApi({ UPLOAD_IDLE_SECONDS: '3600' }, (deps) => {
    url = deps.config.databaseUrl;
    return deps;
  });
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
  document = (await (await fetch(`${api.url}/openapi.json`)).json()) as typeof document;
  jpeg = await sharp({ create: { width: 1000, height: 1500, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await sql?.end();
  await api?.close();
});

interface Planted {
  document: string;
  stopped: string;
  waiting: string;
  word: string;
  corrected: string;
  line: string;
  deletedLine: string;
  openBatch: string;
  key: string;
  user: string;
  name: string;
  session: string;
  emergency: string;
}

/** New records and people, so that each request finds what it needs. */
async function plant(): Promise<Planted> {
  const { tenantId, db, store } = api;
  const newDocument = async () =>
    (await api.receipt([{ name: 'scan.png', bytes: pngBytes() }])).files[0].documentId as string;
  const [documentId, stopped, waiting] = [await newDocument(), await newDocument(), await newDocument()];
  const payload = (pageId: string) => ({ tenantId, documentId, pageId });
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: 1,
    nextOf: (id) => ({ contract: segmentPageJob, payload: payload(id) }),
  });
  const page = (await db.documents.get(tenantId, documentId))?.pages[0].id as string;
  await db.pages.markSegmented(tenantId, page, segmented, { contract: recognisePageJob, payload: payload(page) });
  await db.pages.saveRecognised(tenantId, page, { ...readBy, page: recognisedPage(['some words?']) });
  await store.put(pageImageKey(tenantId, documentId, 1), jpeg, { contentType: 'image/jpeg' });
  const [{ words }] = (await db.pages.get(tenantId, documentId, 1))?.lines ?? [];
  const [word, corrected] = words.map(({ id }) => id);
  await db.pages.correctWord(tenantId, { documentId, number: 1, wordId: corrected, text: 'words', actor: 'nurse' });
  const addLine = async (y: number): Promise<string> => {
    const box = { x: 100, y, width: 400, height: 40 };
    const added = await db.pages.addLine(tenantId, { documentId, number: 1, actor: 'nurse', text: 'missed', box });
    return added?.id as string;
  };
  const [line, deletedLine] = [await addLine(1000), await addLine(1200)];
  await db.pages.deleteLine(tenantId, { documentId, number: 1, lineId: deletedLine, actor: 'nurse' });
  await db.documents.cancel(tenantId, stopped);
  const open = await api.json<{ id: string }>('/v1/batches/open', { method: 'POST' });
  await api.call(`/v1/batches/${open.id}/uploads`, { method: 'POST', headers: beginHeaders(0) });
  const name = `person-${randomUUID()}`;
  const user = await db.users.create(tenantId, { name, role: 'clerk', passwordHash, mustChange: false });
  const userId = user?.userId as string;
  const { token } = await db.sessions.begin(tenantId, userId, 3_600_000);
  await db.sessions.begin(tenantId, userId, 3_600_000); // of another device
  const emergency = {
    id: randomUUID(),
    actor: `user:${userId}`,
    name,
    role: 'clerk',
    reason: 'x',
    minutes: 5,
  } as const;
  await db.breakGlass.open(tenantId, emergency);
  return {
    document: documentId,
    stopped,
    waiting,
    word,
    corrected,
    line,
    deletedLine,
    openBatch: open.id,
    key: (await db.apiKeys.create(tenantId, 'spare')).keyId,
    user: userId,
    name,
    session: token,
    emergency: emergency.id,
  };
}

const tus = { 'tus-resumable': '1.0.0' };
const beginHeaders = (index: number) => ({
  ...tus,
  'upload-length': '4',
  'upload-metadata': `filename YS5wbmc=,index ${Buffer.from(String(index)).toString('base64')}`,
});
const json = (body: object): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/**
 * A request for each route that changes something, which would be done if it could be written down.
 */
const requests: Record<string, (of: Planted) => [path: string, init?: RequestInit, asPerson?: true]> = {
  'POST /v1/batches': () => [
    '/v1/batches',
    {
      body: encodeForm([{ name: 'new.png', bytes: pngBytes() }], 'edge'),
      headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    },
  ],
  'POST /v1/batches/open': () => ['/v1/batches/open'],
  'POST /v1/batches/{id}/finish': ({ openBatch }) => [`/v1/batches/${openBatch}/finish`],
  'POST /v1/batches/{id}/uploads': ({ openBatch }) => [
    `/v1/batches/${openBatch}/uploads`,
    { headers: beginHeaders(1) },
  ],
  'PATCH /v1/batches/{id}/uploads/{index}': ({ openBatch }) => [
    `/v1/batches/${openBatch}/uploads/0`,
    { body: 'abcd', headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' } },
  ],
  'DELETE /v1/batches/{id}/uploads/{index}': ({ openBatch }) => [
    `/v1/batches/${openBatch}/uploads/0`,
    { headers: tus },
  ],
  'PATCH /v1/documents/{id}': ({ document: id }) => [`/v1/documents/${id}`, json({ title: 'Another' })],
  'DELETE /v1/documents/{id}': ({ document: id }) => [`/v1/documents/${id}`],
  'POST /v1/documents/{id}/retry': ({ stopped }) => [`/v1/documents/${stopped}/retry`],
  'POST /v1/documents/{id}/cancel': ({ waiting }) => [`/v1/documents/${waiting}/cancel`],
  'PUT /v1/documents/{id}/retention': ({ document: id }) => [
    `/v1/documents/${id}/retention`,
    json({ retainUntil: '2020-01-01' }),
  ],
  'POST /v1/documents/{id}/pages/{number}/rotate': ({ document: id }) => [
    `/v1/documents/${id}/pages/1/rotate`,
    json({ degrees: 90 }),
  ],
  'PATCH /v1/documents/{id}/pages/{number}/words/{wordId}': ({ document: id, word }) => [
    `/v1/documents/${id}/pages/1/words/${word}`,
    json({ text: 'other' }),
  ],
  'DELETE /v1/documents/{id}/pages/{number}/words/{wordId}/correction': ({ document: id, corrected }) => [
    `/v1/documents/${id}/pages/1/words/${corrected}/correction`,
  ],
  'POST /v1/documents/{id}/pages/{number}/lines': ({ document: id }) => [
    `/v1/documents/${id}/pages/1/lines`,
    json({ text: 'found', box: { x: 100, y: 800, width: 400, height: 40 } }),
  ],
  'PATCH /v1/documents/{id}/pages/{number}/lines/{lineId}': ({ document: id, line }) => [
    `/v1/documents/${id}/pages/1/lines/${line}`,
    json({ after: null }),
  ],
  'DELETE /v1/documents/{id}/pages/{number}/lines/{lineId}': ({ document: id, line }) => [
    `/v1/documents/${id}/pages/1/lines/${line}`,
  ],
  'POST /v1/documents/{id}/pages/{number}/lines/{lineId}/restore': ({ document: id, deletedLine }) => [
    `/v1/documents/${id}/pages/1/lines/${deletedLine}/restore`,
  ],
  'POST /v1/documents/bulk/tags': ({ document: id, waiting }) => [
    '/v1/documents/bulk/tags',
    json({ ids: [id, waiting], add: ['ward 7'] }),
  ],
  'POST /v1/documents/bulk/retry': ({ document: id, stopped }) => [
    '/v1/documents/bulk/retry',
    json({ ids: [stopped, id] }),
  ],
  'POST /v1/documents/bulk/delete': ({ document: id, waiting }) => [
    '/v1/documents/bulk/delete',
    json({ ids: [id, waiting] }),
  ],
  'PUT /v1/review/settings': () => ['/v1/review/settings', json({ doubleKeying: true })],
  'POST /v1/keys': () => ['/v1/keys', json({ name: 'new', role: 'clerk' })],
  'DELETE /v1/keys/{id}': ({ key }) => [`/v1/keys/${key}`],
  'POST /v1/users': () => ['/v1/users', json({ name: `n-${randomUUID()}`, role: 'clerk' })],
  'PATCH /v1/users/{id}': ({ user }) => [`/v1/users/${user}`, json({ role: 'reviewer' })],
  'POST /v1/users/{id}/password': ({ user }) => [`/v1/users/${user}/password`],
  'POST /v1/sessions': ({ name }) => ['/v1/sessions', json({ tenant: 'clinic', name, password })],
  'DELETE /v1/sessions/current': () => ['/v1/sessions/current', {}, true],
  'DELETE /v1/sessions/others': () => ['/v1/sessions/others', {}, true],
  'PUT /v1/me/password': () => ['/v1/me/password', json({ current: password, new: 'grey herons on the weir' }), true],
  'POST /v1/break-glass': () => ['/v1/break-glass', json({ reason: 'somebody is unconscious', minutes: 5 }), true],
  'DELETE /v1/break-glass/{id}': ({ emergency }) => [`/v1/break-glass/${emergency}`, {}, true],
};

/**
 * All rows of every tenant besides the log itself and the counters of the door, and the keys of all
 * objects.
 */
async function everything(): Promise<string> {
  const tables = await sql.query<{ name: string }>(`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      AND table_name NOT IN ('audit_log', 'audit_head', 'rate_window', 'sign_in_guard', 'worker') ORDER BY 1`);
  const all: unknown[] = [await storedKeys(api)];
  for (const { name } of tables.rows) {
    const { rows } = await sql.query(
      `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]') AS rows FROM "${name}" t`,
    );
    all.push(name, rows[0].rows);
  }
  return JSON.stringify(all);
}

it('the table has every route of the OpenAPI document that changes something', () => {
  const routes = allOperationsOf(document).filter(({ method }) => changing.has(method));
  expect(Object.keys(requests).sort()).toEqual(routes.map(({ route }) => route).sort());
});

it.each(Object.keys(requests))('%s changes nothing when it cannot be written down', async (route) => {
  const planted = await plant();
  const [path, init = {}, asPerson] = requests[route](planted);
  const method = route.split(' ')[0];
  const call = () =>
    api.call(path, {
      ...init,
      method,
      headers: { ...init.headers, ...(asPerson && { authorization: `Bearer ${planted.session}` }) },
    });
  const before = await everything();
  await sql.query('REVOKE INSERT ON audit_log FROM longhand_tenant, longhand_system');
  try {
    expect((await call()).status).toBe(500);
    expect(await everything()).toBe(before);
  } finally {
    await sql.query('GRANT INSERT ON audit_log TO longhand_tenant, longhand_system');
  }
  // The same request is done when it can be.
  expect((await call()).status).toBeLessThan(300);
  expect(await everything()).not.toBe(before);
  expect((await api.db.audit.verify(api.tenantId)).fault).toBeUndefined();
});
