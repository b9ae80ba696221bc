import { type LineView, type PageView, recognisePageJob, segmentPageJob } from '@longhand/contracts';
import type { KeyRole } from '@longhand/db';
import { pageImageKey } from '@longhand/storage';
import { readBy, recognisedPage, segmented } from '@longhand/test-kit';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startApi();
  id = await readDocument();
});
afterAll(() => api?.close());

/** A document of one page of 1000 x 1500 that reads two lines, the first of them a stain. */
async function readDocument(): Promise<string> {
  const { tenantId, db, store } = api;
  const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
  const documentId = files[0].documentId as string;
  let pageId = '';
  const jobOf = () => ({ tenantId, documentId, pageId });
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: 1,
    nextOf: (made) => {
      pageId = made;
      return { contract: segmentPageJob, payload: jobOf() };
    },
  });
  const white = sharp({ create: { width: 1000, height: 1500, channels: 3, background: '#fff' } });
  await store.put(pageImageKey(tenantId, documentId, 1), await white.jpeg().toBuffer(), { contentType: 'image/jpeg' });
  await db.pages.markSegmented(tenantId, pageId, segmented, { contract: recognisePageJob, payload: jobOf() });
  await db.pages.saveRecognised(tenantId, pageId, { ...readBy, page: recognisedPage(['stain', 'take daily']) });
  return documentId;
}

async function as(role: KeyRole) {
  const { key } = await api.db.apiKeys.create(api.tenantId, 'a person', { role });
  return sender(key);
}

const sender = (key: string) => (method: string, path: string, body?: unknown) =>
  api.call(`/v1/documents/${id}/pages/1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

const box = { x: 100, y: 300, width: 300, height: 50 };
const pageNow = () => api.json<PageView>(`/v1/documents/${id}/pages/1`);
const exported = async (format: string) =>
  Buffer.from(await (await api.call(`/v1/documents/${id}/export?format=${format}`)).arrayBuffer());
async function everyText(): Promise<Record<string, string>> {
  const [txt, json, alto, hocr, fhir] = await Promise.all(['txt', 'json', 'alto', 'hocr', 'fhir'].map(exported));
  const pages = unzipSync(new Uint8Array(await exported('page')));
  const page = strFromU8(Object.entries(pages).find(([name]) => name.endsWith('.xml'))?.[1] ?? new Uint8Array());
  return { txt: `${txt}`, json: `${json}`, alto: `${alto}`, hocr: `${hocr}`, fhir: textInside(`${fhir}`), page };
}

/** FHIR carries a document's text in base64. */
const textInside = (fhir: string): string =>
  fhir + [...fhir.matchAll(/"data":"([^"]+)"/g)].map(([, data]) => Buffer.from(data, 'base64').toString()).join('');

it('adds a line that search finds with its ink and every export has, and writes the act down', async () => {
  const reviewer = await as('reviewer');
  const answer = await reviewer('POST', '/lines', { box, text: 'Quinine 300 mg' });
  const line = (await answer.json()) as LineView;
  expect([answer.status, line.words.map(({ text }) => text)]).toEqual([201, ['Quinine', '300', 'mg']]);
  const { hits } = await api.json<{ hits: { words: { matched: boolean; box: typeof box }[] }[] }>(
    '/v1/search?q=quinine',
  );
  const [{ box: ink }] = hits[0].words.filter(({ matched }) => matched);
  expect(ink).toMatchObject({ x: 100, y: 300, height: 50 });
  const place = [ink.x, ink.y, ink.width, ink.height].map(Math.round).join(',');
  expect((await api.call(`/v1/documents/${id}/pages/1/image?box=${place}`)).headers.get('content-type')).toBe(
    'image/jpeg',
  );
  for (const [format, text] of Object.entries(await everyText())) expect(text, format).toContain('Quinine');
  expect((await exported('pdf')).length).toBeGreaterThan(1000);
  const { rows } = await api.json<{ rows: { action: string; object: string; outcome: string }[] }>('/v1/audit');
  expect(rows.find(({ action }) => action === 'line.add')).toMatchObject({
    object: `${id}/1/${line.id}`,
    outcome: 'done',
  });
});

it('moves the line, and tells a second person who draws the same one', async () => {
  const reviewer = await as('reviewer');
  const { lines } = await pageNow();
  const added = lines.find(({ addedBy }) => addedBy) as LineView;
  const moved = await reviewer('PATCH', `/lines/${added.id}`, { after: null });
  expect([moved.status, (await pageNow()).text]).toEqual([200, 'Quinine 300 mg\nstain\ntake daily']);
  const again = await reviewer('POST', '/lines', { box, text: 'Chinin' });
  expect([again.status, (await errorOf(again)).code]).toEqual([409, 'line.exists']);
  const stale = await reviewer('PATCH', `/lines/${added.id}`, { after: id });
  expect([stale.status, (await errorOf(stale)).code]).toEqual([404, 'line.not_found']);
});

it('deletes a line from text, search and every export, and restores it', async () => {
  const reviewer = await as('reviewer');
  const { lines } = await pageNow();
  const stain = lines.find(({ words }) => words[0].text === 'stain') as LineView;
  const answer = await reviewer('DELETE', `/lines/${stain.id}`);
  expect(await answer.json()).toEqual({ id: stain.id, state: 'deleted' });
  expect(await pageNow()).toMatchObject({
    text: 'Quinine 300 mg\ntake daily',
    deleted: [{ id: stain.id, text: 'stain' }],
  });
  for (const [format, text] of Object.entries(await everyText())) expect(text, format).not.toContain('stain');
  expect((await api.json<{ hits: unknown[] }>('/v1/search?q=stain&fuzzy=false')).hits).toEqual([]);
  expect((await reviewer('DELETE', `/lines/${stain.id}`)).status).toBe(404);
  expect((await reviewer('POST', `/lines/${stain.id}/restore`)).status).toBe(200);
  expect(await pageNow()).toMatchObject({ text: 'Quinine 300 mg\nstain\ntake daily', deleted: [] });
});

it('undoes the last correction of a word', async () => {
  const reviewer = await as('reviewer');
  const [, , { words }] = (await pageNow()).lines;
  const path = `/words/${words[1].id}`;
  expect((await reviewer('PATCH', path, { text: 'weekly' })).status).toBe(200);
  expect(await (await reviewer('DELETE', `${path}/correction`)).json()).toMatchObject({ text: 'daily' });
  const refused = await reviewer('DELETE', `${path}/correction`);
  expect([refused.status, (await errorOf(refused)).code]).toEqual([409, 'word.not_corrected']);
});

it('refuses what is no line, who may not correct, other tenants and documents under a legal hold', async () => {
  const reviewer = await as('reviewer');
  const [{ id: lineId }] = (await pageNow()).lines;
  const free = { ...box, y: 900 };
  for (const body of [
    { box: free, text: ' ' },
    { box: free, text: 'a\nb' },
    { box: free, text: 'w '.repeat(201) },
    { box: { ...free, width: 0 }, text: 'a' },
    { box: { ...free, x: '1' }, text: 'a' },
    { box: { ...free, x: 5000 }, text: 'a' },
    { box: free, text: 'a', after: 'first' },
  ]) {
    expect((await reviewer('POST', '/lines', body)).status, JSON.stringify(body)).toBe(400);
  }
  const acts = [
    ['POST', '/lines', { box: free, text: 'a' }],
    ['PATCH', `/lines/${lineId}`, { after: null }],
    ['DELETE', `/lines/${lineId}`, undefined],
    ['POST', `/lines/${lineId}/restore`, undefined],
  ] as const;
  const statuses = async (person: ReturnType<typeof sender>) => {
    const all: number[] = [];
    for (const [method, path, body] of acts) all.push((await person(method, path, body)).status);
    return all;
  };
  expect(await statuses(await as('clerk'))).toEqual([403, 403, 403, 403]);
  expect(await statuses(sender(await api.strangerKey()))).toEqual([404, 404, 404, 404]);
  await api.db.documents.retain(api.tenantId, id, { holdReason: 'a lawsuit' });
  expect(await statuses(reviewer)).toEqual([409, 409, 409, 409]);
});
