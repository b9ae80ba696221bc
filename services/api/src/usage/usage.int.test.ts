import type { Usage } from '@longhand/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, storedKeys, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ QUOTA_BYTES_PER_DAY: '500', QUOTA_PAGES: '3' });
});
afterAll(() => api?.close());

const png = (sizeBytes: number) => ({ name: `${sizeBytes}.png`, bytes: pngBytes(10, 10, sizeBytes) });

it('what is beyond the quota is refused in the receipt and not stored; the rest of the upload goes on', async () => {
  const first = png(200);
  const { files } = await api.receipt([first, png(400), png(250), first]);
  expect(files.map(({ status, error }) => [status, error?.code])).toEqual([
    ['accepted', undefined],
    ['rejected', 'quota.bytes_today'],
    ['accepted', undefined],
    ['duplicate', undefined],
  ]);
  expect(files[1].error?.message).toContain('tomorrow');
  expect(await storedKeys(api)).toHaveLength(2);
  expect(await api.json<Usage>('/v1/usage')).toEqual({
    used: { bytes: 450, pages: 2, bytesToday: 450, pagesToday: 2 },
    quota: { bytes: 0, pages: 3, bytesToday: 500, pagesToday: 0 },
  });
  const { files: more } = await api.receipt([png(24), png(25)]);
  expect(more.map(({ error }) => error?.code)).toEqual([undefined, 'quota.pages']);
});

it('an upload in parts is refused before its first part', async () => {
  const { id } = await api.json<{ id: string }>('/v1/batches/open', { method: 'POST' });
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': '600',
    'upload-metadata': 'filename YS5wbmc=,index MA==',
  };
  const begun = await api.call(`/v1/batches/${id}/uploads`, { method: 'POST', headers });
  expect([begun.status, (await errorOf(begun)).code]).toEqual([413, 'quota.pages']);
  const { files } = await api.json<{ files: { status: string }[] }>(`/v1/batches/${id}/finish`, { method: 'POST' });
  expect(files).toMatchObject([{ status: 'rejected', error: { code: 'quota.pages' } }]);
});
