import type { BulkAnswer, DocumentList, DocumentSelection } from '@longhand/contracts';
import type { KeyRole } from '@longhand/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngBytes, startApi, storedKeys, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let ids: string[];
beforeAll(async () => {
  api = await startApi();
  const { files } = await api.receipt(Array.from({ length: 4 }, (_, i) => ({ name: `${i}.png`, bytes: pngBytes() })));
  ids = files.map(({ documentId }) => documentId as string);
});
afterAll(() => api?.close());

const post = async (path: string, body: unknown, key = api.key) =>
  api.call(`/v1/documents/bulk/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const done = async (response: Response) => (await response.json()) as BulkAnswer;
const keyOf = async (role: KeyRole) => (await api.db.apiKeys.create(api.tenantId, 'somebody', { role })).key;
const tagsOf = async () => {
  const { documents } = await api.json<DocumentList>('/v1/documents');
  return new Map(documents.map(({ id, tags }) => [id, tags]));
};

it('tags what may change, and tells of every document what became of it', async () => {
  await api.db.documents.retain(api.tenantId, ids[1], { holdReason: 'a lawsuit' });
  const answer = await done(await post('tags', { ids: [...ids, api.tenantId], add: ['heart', 'May'] }));
  expect(answer).toMatchObject({ done: 3, refused: 2 });
  expect(answer.results.map(({ id, error }) => [id, error?.code])).toEqual([
    [ids[0], undefined],
    [ids[1], 'document.held'],
    [ids[2], undefined],
    [ids[3], undefined],
    [api.tenantId, 'document.not_found'],
  ]);
  expect((await tagsOf()).get(ids[0])).toEqual(['heart', 'May']);
  await post('tags', { ids: [ids[0]], add: ['new'], remove: ['heart'] });
  expect([...(await tagsOf()).values()].map((tags) => tags.join())).toEqual(
    expect.arrayContaining(['May,new', 'heart,May', 'heart,May', '']),
  );
  const { rows } = await api.json<{ rows: { action: string; object: string; outcome: string }[] }>(
    '/v1/audit?limit=50',
  );
  const written = rows
    .filter(({ action }) => action === 'document.change')
    .map(({ object, outcome }) => [object, outcome]);
  expect(written).toEqual(
    expect.arrayContaining([
      [ids[2], 'done'],
      [ids[1], 'document.held'],
    ]),
  );
  expect((await api.json<{ documents: unknown[] }>('/v1/documents?tag=heart')).documents).toHaveLength(2);
});

it('selects what matches, with the total', async () => {
  const select = (query: string) => api.json<DocumentSelection>(`/v1/documents/bulk?${query}`);
  expect(await select('tag=heart')).toMatchObject({ total: 2 });
  expect((await select('tag=heart')).ids.sort()).toEqual([ids[2], ids[3]].sort());
  expect(await select('limit=0')).toEqual({ ids: [], total: 4 });
  expect((await select('limit=1&title=.png')).ids).toHaveLength(1);
});

it('retries what was cancelled', async () => {
  await api.db.documents.cancel(api.tenantId, ids[0]);
  expect(await done(await post('retry', { ids: [ids[0], ids[2]] }))).toMatchObject({ done: 2, refused: 0 });
  expect(await api.json(`/v1/documents/${ids[0]}`)).toMatchObject({ status: 'received' });
});

it('deletes for an administrator alone, and never what is held', async () => {
  expect((await post('delete', { ids }, await keyOf('clerk'))).status).toBe(403);
  const answer = await done(await post('delete', { ids: [ids[1], ids[2]] }));
  expect(answer.results.map(({ error }) => error?.code)).toEqual(['document.held', undefined]);
  expect((await api.call(`/v1/documents/${ids[2]}`)).status).toBe(404);
  expect((await storedKeys(api)).some((key) => key.includes(ids[2]))).toBe(false);
  expect((await api.call(`/v1/documents/${ids[1]}`)).status).toBe(200);
});

it('refuses too many, none, doubles and other tenants', async () => {
  const many = Array.from({ length: 201 }, (_, i) => `0198a0c4-0000-7000-8000-${String(i).padStart(12, '0')}`);
  for (const body of [{ ids: many }, { ids: [] }, { ids: [ids[0], ids[0]] }, { ids: ['x'] }, {}]) {
    for (const path of ['retry', 'delete']) expect((await post(path, body)).status, JSON.stringify(body)).toBe(400);
  }
  expect((await post('tags', { ids })).status).toBe(400);
  const stranger = await done(await post('delete', { ids: [ids[0]] }, await api.strangerKey()));
  expect(stranger.results[0].error?.code).toBe('document.not_found');
  expect((await api.call(`/v1/documents/${ids[0]}`)).status).toBe(200);
});
