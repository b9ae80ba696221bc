import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditList, AuditReport, DocumentView, PageView, SearchAnswer } from '@longhand/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDatabase } from '../../cli/src/system/migrate-database.js';
import { startApi, type TestApi } from '../../services/api/src/start-api.test-suite.js';
import { lastOf010, migrationNames, type OldSystem, plantOldSystem } from './plant-old-system.js';

let known: OldSystem;
let api: TestApi;
let folder: string;
let later: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-upgrade-test-'));
  known = await plantOldSystem(folder);
  later = await migrateDatabase(known.database.url);
  api = await startApi({ DATABASE_URL: known.database.url, STORAGE_URL: known.storageUrl });
});
afterAll(async () => {
  await api?.close();
  await known?.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(api.url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${known.key}` } });
const read = async <T>(path: string): Promise<T> => (await ask(path)).json() as Promise<T>;

it('every later migration was applied, once', async () => {
  expect(later).toEqual((await migrationNames()).filter((name) => name > lastOf010));
  expect(later.length).toBeGreaterThan(5);
  expect(await migrateDatabase(known.database.url)).toEqual([]);
});

it('a key and a person of 0.1.0 come in, and read the document with its correction', async () => {
  const document = await read<DocumentView>(`/v1/documents/${known.documentId}`);
  expect(document).toMatchObject({
    title: 'Letter of the ward',
    recordDate: '1905-05-01',
    tags: ['ward 3'],
    status: 'done',
    pages: [{ number: 1 }, { number: 2 }],
  });
  const text = await (await ask(`/v1/documents/${known.documentId}/text`)).text();
  expect(text).toContain('Frau Mueller\namoxicillin 500mg');
  expect(text).toContain('seen again in March');
  const page = await read<PageView>(`/v1/documents/${known.documentId}/pages/2`);
  expect(page.lines[0].words.map((word) => word.text)).toEqual(['seen', 'again', 'in', 'March']);
  const original = await ask(`/v1/documents/${known.documentId}/original`);
  expect(Buffer.from(await original.arrayBuffer()).equals(known.jpeg)).toBe(true);
  const signIn = await fetch(`${api.url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'clinic', name: 'dr.amsel', password: 'a password of theirs' }),
  });
  expect(signIn.status).toBe(201);
});

it('searches find it, and find more once the rows are in their present form', async () => {
  const hits = async (q: string) =>
    (await read<SearchAnswer>(`/v1/search?q=${encodeURIComponent(q)}`)).hits.map(({ page }) => page);
  const answers = () => Promise.all(['mueller', 'Müller', 'amoxicilin', 'March', '500 mg'].map(hits));
  expect(await answers()).toEqual([[1], [1], [1], [2], []]);
  while ((await api.db.search.refold(10)) > 0);
  expect(await answers()).toEqual([[1], [1], [1], [2], [1]]);
  expect((await read<SearchAnswer>('/v1/search?q=seen&from=1905-01-01&to=1905-12-31&tag=ward%203')).hits).toHaveLength(
    1,
  );
});

it.each(['txt', 'json', 'pdf', 'alto', 'page', 'hocr', 'fhir'])('it is exported as %s', async (format) => {
  const answer = await ask(`/v1/documents/${known.documentId}/export?format=${format}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([answer.status, bytes.length > 100 || format === 'txt']).toEqual([200, true]);
  if (format === 'pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  else if (format !== 'fhir') expect(bytes.toString('latin1')).toMatch(/PK|March/);
});

it('the audit log goes on from the rows of 0.1.0, whose hashes still hold', async () => {
  const { rows } = await read<AuditList>('/v1/audit?limit=100');
  expect(rows.filter(({ requestId }) => requestId === 'r').map(({ action }) => action)).toEqual([
    'search',
    'document.read',
  ]);
  expect(await read<AuditReport>('/v1/audit/verify')).toMatchObject({ isIntact: true, isEndMissing: false });
});

it('it can be changed and deleted as a new one', async () => {
  const path = `/v1/documents/${known.documentId}`;
  const body = { method: 'PATCH', body: '{"title":"Renamed"}', headers: { 'content-type': 'application/json' } };
  expect((await ask(path, body)).status).toBe(200);
  expect((await read<SearchAnswer>('/v1/search?q=renamed')).hits).toHaveLength(1);
  expect((await ask(path, { method: 'DELETE' })).status).toBe(204);
  expect((await known.sql.query('SELECT count(*)::int AS rows FROM word')).rows).toEqual([{ rows: 0 }]);
});
