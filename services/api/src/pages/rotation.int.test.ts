import { recognisePageJob, segmentPageJob, type DocumentView, type PageView } from '@longhand/contracts';
import { pageImageKey } from '@longhand/storage';
import { readBy, recognisedPage, segmented } from '@longhand/test-kit';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

/**
 * A document of one page of 1000 x 1500 that reads `take aspirn`, with a picture whose top is
 * black.
 */
async function readDocument(): Promise<{ id: string; pageId: string }> {
  const { db, tenantId, store } = api;
  const { files } = await api.receipt([{ name: 'scan.png', bytes: pngBytes() }]);
  const id = files[0].documentId as string;
  let pageId = '';
  await db.documents.finishSplit(tenantId, id, {
    pageCount: 1,
    nextOf: (made) => {
      pageId = made;
      return { contract: segmentPageJob, payload: { tenantId, documentId: id, pageId } };
    },
  });
  const black = { create: { width: 1000, height: 300, channels: 3 as const, background: '#000' } };
  const picture = sharp({ create: { width: 1000, height: 1500, channels: 3, background: '#fff' } });
  const jpeg = await picture
    .composite([{ input: black, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();
  await store.put(pageImageKey(tenantId, id, 1), jpeg, { contentType: 'image/jpeg' });
  const next = { contract: recognisePageJob, payload: { tenantId, documentId: id, pageId } };
  await db.pages.markSegmented(tenantId, pageId, segmented, next);
  await db.pages.saveRecognised(tenantId, pageId, { ...readBy, page: recognisedPage(['take aspi?rn']) });
  return { id, pageId };
}

const send = (method: string, body: unknown) => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
const rotate = (id: string, degrees: unknown, number = 1) =>
  api.call(`/v1/documents/${id}/pages/${number}/rotate`, send('POST', { degrees }));

it('turns picture, boxes and corrections of a page together and queues it', async () => {
  const { id } = await readDocument();
  const path = `/v1/documents/${id}/pages/1`;
  const before = await api.json<PageView>(path);
  await api.json(`${path}/words/${before.lines[0].words[1].id}`, send('PATCH', { text: 'aspirin' }));
  const answer = await rotate(id, 90);
  expect([answer.status, ((await answer.json()) as DocumentView).status]).toEqual([202, 'processing']);
  const after = await api.json<PageView>(path);
  expect(after).toMatchObject({ status: 'queued', width: 1500, height: 1000 });
  // At x 100, y 0, 120 x 40 it was; the top of the page is its right edge now.
  expect(after.lines[0].words[1]).toMatchObject({
    text: 'aspirin',
    box: { x: 1460, y: 100, width: 40, height: 120 },
  });
  const image = Buffer.from(await (await api.call(`${path}/image`)).arrayBuffer());
  const { data, info } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([1500, 1000]);
  expect(data[500 * 1500 + 1400]).toBeLessThan(20);
  expect(data[500 * 1500 + 100]).toBeGreaterThan(235);
});

it('refuses a second turn before the page is read again, other angles, and pages that are not there', async () => {
  const { id } = await readDocument();
  expect((await rotate(id, 180)).status).toBe(202);
  const busy = await rotate(id, 180);
  expect([busy.status, (await errorOf(busy)).code]).toEqual([409, 'page.busy']);
  for (const degrees of [0, 45, 360, -90, '90']) expect((await rotate(id, degrees)).status).toBe(400);
  expect((await errorOf(await rotate(id, 90, 2))).code).toBe('page.not_found');
  const stranger = { authorization: `Bearer ${await api.strangerKey()}` };
  const call = send('POST', { degrees: 90 });
  const asStranger = await api.call(`/v1/documents/${id}/pages/1/rotate`, {
    ...call,
    headers: { ...call.headers, ...stranger },
  });
  expect(asStranger.status).toBe(404);
});
