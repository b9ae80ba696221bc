import { randomUUID } from 'node:crypto';
import { recognisePageJob, type SearchAnswer, segmentPageJob } from '@longhand/contracts';
import { recognisedPage } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await addRead('take penicilin? daily');
  await addRead('no penicillin, ever');
});
afterAll(() => api?.close());

async function addRead(text: string): Promise<void> {
  const { db, tenantId } = api;
  const { files } = await api.receipt([{ name: `${randomUUID()}.png`, bytes: pngBytes(100 + text.length) }]);
  const documentId = files[0].documentId as string;
  let pageId = '';
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: 1,
    nextOf: (id) => {
      pageId = id;
      return { contract: segmentPageJob, payload: { tenantId, documentId, pageId } };
    },
  });
  const size = { widthPx: 1000, heightPx: 1400, skewDegrees: 0, tookMs: 5, worker: 'w' };
  await db.pages.markSegmented(tenantId, pageId, size, {
    contract: recognisePageJob,
    payload: { tenantId, documentId, pageId },
  });
  const page = recognisedPage([text]);
  await db.pages.saveRecognised(tenantId, pageId, { page, modelVersion: 'test', tookMs: 5, worker: 'w' });
}

const find = (query: string) => api.json<SearchAnswer>(`/v1/search?${query}`);

it('marks guesses, and leaves what only looks alike out when it is told to', async () => {
  const { hits, limited } = await find('q=penicillin');
  expect(hits.map(({ guess, certainty }) => [guess, certainty > 0.5])).toEqual([
    [false, true],
    [true, false],
  ]);
  expect(limited).toBe(false);
  expect(hits[1].words.filter(({ matched }) => matched)).toMatchObject([{ text: 'penicilin', guess: true }]);
  for (const off of ['false', '0', 'no']) expect((await find(`q=penicillin&fuzzy=${off}`)).hits).toHaveLength(1);
  // The recogniser's own second reading is no matter of looks.
  expect((await find('q=peniciline&fuzzy=false')).hits).toMatchObject([{ guess: true, certainty: 0.2 }]);
});

it('says what is wrong with a query, and reads the rest leniently', async () => {
  const bad = await api.call('/v1/search?q=fever%20from:yesterday');
  expect(bad.status).toBe(400);
  expect(await errorOf(bad)).toMatchObject({ code: 'search.bad_date', message: expect.stringContaining('from:1905') });
  expect((await api.call('/v1/search?q=fever&fuzzy=perhaps')).status).toBe(400);
  for (const q of ['"', '-', "a' | 'b", '((', 'title:', 'tag:""', '\\', 'x:y:*', '*:* or <->', '%00'])
    expect((await api.call(`/v1/search?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
});
