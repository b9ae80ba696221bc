import { randomUUID } from 'node:crypto';
import type { DocumentExport, DocumentList, DocumentView, PageView, SearchAnswer, WordView } from '@longhand/contracts';
import { pageImageKey } from '@longhand/storage';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, storedKeys, type TestApi } from '../start-api.test-suite.js';
import { newDocument, readDocument } from './read-document.test-suite.js';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const patch = (body: unknown) => ({
  method: 'PATCH',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

describe('a document', () => {
  it('shows its pages, its text and its story once it is read', async () => {
    const id = await newDocument(api, 'visit.png');
    await readDocument(api, id, [['Dear docto?r', 'two lines'], ['second page'], undefined]);
    const document = await api.json<DocumentView>(`/v1/documents/${id}`);
    expect(document).toMatchObject({
      status: 'partly_failed',
      pageCount: 3,
      pagesDone: 2,
      pagesFailed: 1,
      pages: [
        { number: 1, status: 'recognised', width: 1000, height: 1400, modelVersion: 'test' },
        { number: 2, status: 'recognised' },
        { number: 3, status: 'failed', error: { code: 'image.unreadable' } },
      ],
    });
    expect(document.timeline.map(({ step, status, page }) => `${step} ${status} ${page ?? '-'}`)).toEqual(
      expect.arrayContaining(['upload received -', 'segment-page segmented 1', 'segment-page failed 3']),
    );
    const text = await api.call(`/v1/documents/${id}/text`);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await text.text()).toBe('Dear doctor?\ntwo lines\fsecond page\f');
    const lettersMarked = await api.call(`/v1/documents/${id}/text?marks=letters`);
    expect(await lettersMarked.text()).toBe('Dear docto?r\ntwo lines\fsecond page\f');
    expect((await api.call(`/v1/documents/${id}/text?marks=all`)).status).toBe(400);
  });

  it('is exported as text and as JSON', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['one'], ['two']]);
    const asText = await api.call(`/v1/documents/${id}/export?format=txt`);
    expect(asText.headers.get('content-disposition')).toBe(`attachment; filename="${id}.txt"`);
    expect(await asText.text()).toBe('one\ftwo');
    const whole = await api.json<DocumentExport>(`/v1/documents/${id}/export?format=json`);
    expect(whole.pages.map(({ lines }) => lines[0].words[0].text)).toEqual(['one', 'two']);
    expect(whole.document).not.toHaveProperty('tenantId');
  });

  it('is found in the list by title, tag, status and date, a page of the list at a time', async () => {
    const ids = [await newDocument(api), await newDocument(api), await newDocument(api)];
    for (const [i, id] of ids.entries()) {
      await api.json(
        `/v1/documents/${id}`,
        patch({ title: `Listed ${i}`, tags: ['listed'], recordDate: `2001-01-0${i + 1}` }),
      );
    }
    const titles = async (query: string) =>
      (await api.json<DocumentList>(`/v1/documents?${query}`)).documents.map(({ title }) => title);
    expect(await titles('tag=listed')).toEqual(['Listed 2', 'Listed 1', 'Listed 0']);
    expect(await titles('tag=listed&title=sted%201')).toEqual(['Listed 1']);
    expect(await titles('tag=listed&from=2001-01-02&to=2001-01-02')).toEqual(['Listed 1']);
    expect(await titles('tag=listed&status=done')).toEqual([]);
    const first = await api.json<DocumentList>('/v1/documents?tag=listed&limit=2');
    expect(first).toMatchObject({ more: true, documents: [{ title: 'Listed 2' }, { title: 'Listed 1' }] });
    expect(await titles(`tag=listed&limit=2&cursor=${first.cursor}`)).toEqual(['Listed 0']);
  });

  it('changes only what the change names, and loses its date when that is null', async () => {
    const id = await newDocument(api);
    await api.json(`/v1/documents/${id}`, patch({ title: 'A title', recordDate: '1999-12-31', tags: ['x'] }));
    await api.json(`/v1/documents/${id}`, patch({ tags: [] }));
    expect(await api.json(`/v1/documents/${id}`)).toMatchObject({
      title: 'A title',
      recordDate: '1999-12-31',
      tags: [],
    });
    await api.json(`/v1/documents/${id}`, patch({ recordDate: null }));
    expect(await api.json(`/v1/documents/${id}`)).not.toHaveProperty('recordDate');
  });

  it('is cancelled, and goes on with a retry', async () => {
    const id = await newDocument(api);
    const post = (what: string) => api.json<DocumentView>(`/v1/documents/${id}/${what}`, { method: 'POST' });
    expect((await post('cancel')).status).toBe('cancelled');
    expect((await post('retry')).status).toBe('received');
    await readDocument(api, id, [['good'], undefined]);
    expect((await post('retry')).status).toBe('processing');
  });

  it('is deleted with its objects, and its bytes can be uploaded again', async () => {
    const bytes = pngBytes();
    const { files } = await api.receipt([{ name: 'a.png', bytes }]);
    const id = files[0].documentId as string;
    await api.store.put(pageImageKey(api.tenantId, id, 1), Buffer.from('jpeg'), { contentType: 'image/jpeg' });
    const path = `/v1/documents/${id}`;
    expect((await api.call(path, { method: 'DELETE' })).status).toBe(204);
    expect((await api.call(path)).status).toBe(404);
    expect((await storedKeys(api)).filter((key) => key.includes(id))).toEqual([]);
    expect((await api.receipt([{ name: 'a.png', bytes }])).files[0].status).toBe('accepted');
  });

  it('shows nothing that outlived its deletion, and a second deletion takes that away', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['one']]);
    const path = `/v1/documents/${id}`;
    expect((await api.call(path, { method: 'DELETE' })).status).toBe(204);
    // As a worker does that was at work on the page.
    await api.store.put(pageImageKey(api.tenantId, id, 1), Buffer.from('jpeg'), { contentType: 'image/jpeg' });
    expect((await errorOf(await api.call(`${path}/pages/1/image`))).code).toBe('page.not_found');
    expect((await api.call(path, { method: 'DELETE' })).status).toBe(404);
    expect((await storedKeys(api)).filter((key) => key.includes(id))).toEqual([]);
  });
});

describe('a page', () => {
  it('has lines and words with boxes, confidence and other readings', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['hello wor?ld']]);
    const page = await api.json<PageView>(`/v1/documents/${id}/pages/1`);
    expect(page).toMatchObject({
      documentId: id,
      number: 1,
      status: 'recognised',
      width: 1000,
      height: 1400,
      text: 'hello world?',
    });
    const [hello, world] = page.lines[0].words;
    expect(hello).toMatchObject({ text: 'hello', uncertain: false, box: { x: 0, y: 0, width: 100, height: 40 } });
    expect(world).toMatchObject({
      text: 'world',
      markedText: 'world?',
      doubtfulLetters: [2],
      uncertain: true,
      alternatives: [{ probability: 0.2 }],
    });
  });

  it('keeps what a person says a word is, beside the reading, and finds it', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['penicillin?']]);
    const path = `/v1/documents/${id}/pages/1`;
    const [word] = (await api.json<PageView>(path)).lines[0].words;
    const corrected = await api.json<WordView>(`${path}/words/${word.id}`, patch({ text: 'Amoxicillin' }));
    expect(corrected).toMatchObject({
      text: 'Amoxicillin',
      reading: 'penicillin',
      correctedBy: expect.stringMatching(/^key:/),
    });
    const [hit] = (await api.json<SearchAnswer>('/v1/search?q=amoxicillin')).hits;
    expect(hit).toMatchObject({ documentId: id, page: 1, words: [{ text: 'Amoxicillin', matched: true }] });
    const missing = await api.call(`${path}/words/${randomUUID()}`, patch({ text: 'x' }));
    expect([missing.status, (await errorOf(missing)).code]).toEqual([404, 'word.not_found']);
  });

  it('has an image once it is segmented', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['a']]);
    const path = `/v1/documents/${id}/pages/1/image`;
    expect((await errorOf(await api.call(path))).code).toBe('page.image_missing');
    const jpeg = Buffer.from('\xff\xd8\xff a picture', 'latin1');
    await api.store.put(pageImageKey(api.tenantId, id, 1), jpeg, { contentType: 'image/jpeg' });
    for (const query of ['', '?max=1600']) {
      const image = await api.call(path + query);
      expect(image.headers.get('content-type')).toBe('image/jpeg');
      expect(Buffer.from(await image.arrayBuffer())).toEqual(jpeg);
    }
  });

  it('has an image as small as it is asked for, and never larger than it was read', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['a']]);
    const path = `/v1/documents/${id}/pages/1/image`;
    expect((await errorOf(await api.call(`${path}?max=700`))).code).toBe('page.image_missing');
    const blank = sharp({ create: { width: 1000, height: 1400, channels: 3, background: '#fff' } });
    const jpeg = await blank.jpeg().toBuffer();
    await api.store.put(pageImageKey(api.tenantId, id, 1), jpeg, { contentType: 'image/jpeg' });
    for (const [max, width, height] of [
      [700, 500, 700],
      [1399, 999, 1399],
      [1400, 1000, 1400],
      [20_000, 1000, 1400],
    ]) {
      const image = await api.call(`${path}?max=${max}`);
      expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      const bytes = Buffer.from(await image.arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width, height });
    }
    for (const max of ['15', '20001', 'wide']) expect((await api.call(`${path}?max=${max}`)).status).toBe(400);
  });
});

describe('search', () => {
  it('finds words of read pages with page, snippet and boxes, within title, tag and date', async () => {
    const id = await newDocument(api);
    await readDocument(api, id, [['nothing here'], ['take zolpidem? at night']]);
    await api.json(`/v1/documents/${id}`, patch({ title: 'Sleep clinic', recordDate: '1987-06-05', tags: ['sleep'] }));
    const find = (query: string) => api.json<SearchAnswer>(`/v1/search?q=${query}`);
    const answer = await find('ZOLPI*');
    expect(answer).toMatchObject({ more: false, took_ms: expect.any(Number) });
    expect(answer.hits).toMatchObject([
      {
        documentId: id,
        title: 'Sleep clinic',
        recordDate: '1987-06-05',
        tags: ['sleep'],
        page: 2,
        snippet: 'take zolpidem? at night',
      },
    ]);
    const matched = answer.hits[0].words.filter((word) => word.matched);
    expect(matched).toMatchObject([{ text: 'zolpidem', box: { x: 100, y: 0, width: 160, height: 40 } }]);
    for (const [filter, count] of [
      ['title=sleep', 1],
      ['tag=sleep', 1],
      ['from=1987-06-05', 1],
      ['to=1987-06-04', 0],
      ['tag=other', 0],
    ]) {
      expect([filter, (await find(`zolpidem&${filter}`)).hits.length]).toEqual([filter, count]);
    }
  });
});

describe('tenants', () => {
  it('never see each other, whatever they ask for', async () => {
    const id = await newDocument(api, 'mine.png');
    await readDocument(api, id, [['xylophone']]);
    await api.store.put(pageImageKey(api.tenantId, id, 1), Buffer.from('jpeg'), { contentType: 'image/jpeg' });
    const [{ id: wordId }] = (await api.json<PageView>(`/v1/documents/${id}/pages/1`)).lines[0].words;
    const { batchId } = await api.json<DocumentView>(`/v1/documents/${id}`);
    const stranger = { authorization: `Bearer ${await api.strangerKey()}` };
    const asStranger = async (path: string, init: RequestInit = {}) => {
      const response = await api.call(path, { ...init, headers: { ...init.headers, ...stranger } });
      return [path, init.method ?? 'GET', response.status];
    };
    const own = `/v1/documents/${id}`;
    for (const path of [
      own,
      `${own}/events`,
      `${own}/text`,
      `${own}/export?format=json`,
      `${own}/pages/1`,
      `${own}/pages/1/image`,
      `/v1/batches/${batchId}`,
      `/v1/batches/${batchId}/events`,
    ]) {
      expect(await asStranger(path)).toEqual([path, 'GET', 404]);
    }
    for (const [path, init] of [
      [own, patch({ title: 'stolen' })],
      [`${own}/pages/1/words/${wordId}`, patch({ text: 'stolen' })],
      [`${own}/retry`, { method: 'POST' }],
      [`${own}/cancel`, { method: 'POST' }],
      [own, { method: 'DELETE' }],
    ] as const) {
      expect(await asStranger(path, init)).toEqual([path, init.method, 404]);
    }
    const lists = await Promise.all(
      ['/v1/documents', '/v1/batches', '/v1/search?q=xylophone'].map((path) => api.json(path, { headers: stranger })),
    );
    expect(lists).toMatchObject([{ documents: [] }, { batches: [] }, { hits: [] }]);
    expect(await api.json(own)).toMatchObject({ title: 'mine', status: 'done' });
    expect((await storedKeys(api)).some((key) => key.includes(id))).toBe(true);
  });
});
