import type { ReviewAnswer, ReviewSettingsAnswer, WordView } from '@longhand/contracts';
import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import type { KeyRole } from '@longhand/db';
import { readBy, recognisedPage, segmented } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let documentId: string;
beforeAll(async () => {
  api = await startApi();
  documentId = await readDocument();
});
afterAll(() => api?.close());

/** A document with one uncertain word. */
async function readDocument(): Promise<string> {
  const { tenantId, db } = api;
  const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
  const id = files[0].documentId as string;
  const jobOf = (pageId: string) => ({ tenantId, documentId: id, pageId });
  await db.documents.finishSplit(tenantId, id, {
    pageCount: 1,
    nextOf: (pageId) => ({ contract: segmentPageJob, payload: jobOf(pageId) }),
  });
  const pageId = (await db.documents.get(tenantId, id))?.pages[0].id as string;
  await db.pages.markSegmented(tenantId, pageId, segmented, { contract: recognisePageJob, payload: jobOf(pageId) });
  await db.pages.saveRecognised(tenantId, pageId, { ...readBy, page: recognisedPage(['take 50?0mg']) });
  return id;
}

/** Somebody with a key of their own. */
async function person(role: KeyRole) {
  const { key } = await api.db.apiKeys.create(api.tenantId, 'a person', { role });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const send = (method: string, path: string, body: unknown) =>
    api.call(path, { method, headers, body: JSON.stringify(body) });
  return {
    settings: () => api.json<ReviewSettingsAnswer>('/v1/review/settings', { headers }),
    setSettings: (body: unknown) => send('PUT', '/v1/review/settings', body),
    queue: async () => (await api.json<ReviewAnswer>(`/v1/review?documentId=${documentId}`, { headers })).items,
    type: (wordId: string, text: string) =>
      send('PATCH', `/v1/documents/${documentId}/pages/1/words/${wordId}`, { text }),
  };
}

it('lets an administrator alone switch double keying on', async () => {
  const [admin, reviewer] = [await person('admin'), await person('reviewer')];
  expect(await reviewer.settings()).toEqual({ doubleKeying: false, mayChange: false });
  expect((await reviewer.setSettings({ doubleKeying: true })).status).toBe(403);
  expect((await admin.setSettings({ doubleKeying: 'yes' })).status).toBe(400);
  expect(await (await admin.setSettings({ doubleKeying: true })).json()).toEqual({
    doubleKeying: true,
    mayChange: true,
  });
  expect(await reviewer.settings()).toEqual({ doubleKeying: true, mayChange: false });
});

it('takes a word that two keys typed alike, and hands a disagreement to a third with both texts', async () => {
  const [ann, ben, cat] = [await person('reviewer'), await person('reviewer'), await person('reviewer')];
  const [{ word }] = await ann.queue();
  const typed = async (response: Response) => (await response.json()) as WordView;
  expect(await typed(await ann.type(word.id, '500 mg'))).toMatchObject({ keying: 'once', text: '500mg' });
  expect(await ann.queue()).toEqual([]);
  // What the first one typed is not shown to the second.
  const [second] = await ben.queue();
  expect(JSON.stringify(second)).not.toContain('500 mg');
  expect(await typed(await ben.type(word.id, '600 mg'))).toMatchObject({ keying: 'disputed', text: '500mg' });
  const refused = await ann.type(word.id, '600 mg');
  expect([refused.status, (await errorOf(refused)).code]).toEqual([409, 'word.keyed_already']);
  expect((await cat.queue()).map(({ keyedTexts }) => keyedTexts)).toEqual([['500 mg', '600 mg']]);
  expect(await typed(await cat.type(word.id, '600 mg'))).toMatchObject({ keying: 'verified', text: '600 mg' });
  expect(await cat.queue()).toEqual([]);
});
