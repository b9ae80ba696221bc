import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

const GIB = 2 ** 30;
let api: TestApi;
let freeBytes = 10 * GIB;
beforeAll(async () => {
  api = await startApi({ STORAGE_RESERVE_BYTES: String(GIB) }, (deps) => {
    deps.store.freeBytes = async () => freeBytes;
    return deps;
  });
});
afterAll(() => api?.close());

it('below the reserve uploads are refused, while searching, reading and deleting go on', async () => {
  const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
  const begun = await api.json<{ id: string }>('/v1/batches/open', { method: 'POST' });
  freeBytes = GIB - 1;
  const refused = await api.upload([{ name: 'b.png', bytes: pngBytes() }]);
  expect(refused.status).toBe(507);
  expect(await errorOf(refused)).toMatchObject({ code: 'storage.full' });
  const opening = await api.call('/v1/batches/open', { method: 'POST' });
  expect(opening.status).toBe(507);
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '6', 'upload-metadata': 'filename YS5wbmc=,index MA==' };
  expect((await api.call(`/v1/batches/${begun.id}/uploads`, { method: 'POST', headers })).status).toBe(507);

  expect((await api.call('/v1/search?q=penicillin')).status).toBe(200);
  expect((await api.call(`/v1/documents/${files[0].documentId}`)).status).toBe(200);
  expect((await api.call(`/v1/documents/${files[0].documentId}`, { method: 'DELETE' })).status).toBe(204);

  freeBytes = GIB;
  expect((await api.upload([{ name: 'b.png', bytes: pngBytes() }])).status).toBe(202);
});
