import type { OpenBatch, Receipt, Usage } from '@longhand/contracts';
import { createLogger } from '@longhand/log';
import { startOrphanCollector } from '@longhand/runtime';
import { until } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, storedKeys, type TestApi } from '../../services/api/src/start-api.test-suite.js';

const quotaBytes = 1_000_000;
const tus = { 'tus-resumable': '1.0.0' };
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ QUOTA_BYTES: String(quotaBytes) });
});
afterAll(() => api?.close());

const open = async () => (await api.json<OpenBatch>('/v1/batches/open', { method: 'POST' })).id;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const begin = (batchId: string, number: number, sizeBytes: number) =>
  api.call(`/v1/batches/${batchId}/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(sizeBytes),
      'upload-metadata': `filename ${base64(`${number}.png`)},index ${base64(String(number))}`,
    },
  });
const send = (batchId: string, number: number, bytes: Buffer) =>
  api.call(`/v1/batches/${batchId}/uploads/${number}`, {
    method: 'PATCH',
    body: new Uint8Array(bytes),
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  });
const usedBytes = async () => (await api.json<Usage>('/v1/usage')).used.bytes;
const finish = (batchId: string) => api.json<Receipt>(`/v1/batches/${batchId}/finish`, { method: 'POST' });

/** Bytes of all parts in the store, as they are written there. */
async function parkedBytes(): Promise<number> {
  let sum = 0;
  for (const key of await storedKeys(api)) if (/\/\d+-\d+$/.test(key)) sum += (await api.store.get(key)).length;
  return sum;
}

it('40 files that begin at once in four batches park no more than the quota, whatever becomes of them', async () => {
  const batches = await Promise.all(Array.from({ length: 4 }, open));
  const begun = await Promise.all(batches.flatMap((id) => Array.from({ length: 10 }, (_, n) => begin(id, n, 90_000))));
  const statuses = begun.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(11);
  const refused = begun.filter(({ status }) => status === 413);
  expect(refused).toHaveLength(29);
  expect((await errorOf(refused[0])).code).toBe('quota.bytes');
  expect(await usedBytes()).toBe(990_000);
  // All but the last byte of each that was begun: nothing becomes a document.
  const parts = begun.flatMap(({ status, headers }) => (status === 201 ? [headers.get('location') as string] : []));
  for (const path of parts) {
    const [, , , id, , number] = path.split('/');
    await send(id, Number(number), pngBytes(10, 10, 89_999));
  }
  const parked = await parkedBytes();
  console.log(`parked ${parked} of ${quotaBytes} bytes`);
  expect(parked).toBeLessThanOrEqual(quotaBytes);
  expect((await begin(batches[0], 30, 10_001)).status).toBe(413);
  for (const id of batches) await finish(id);
  expect([await usedBytes(), await parkedBytes()]).toEqual([0, 0]);
});

it('30 parts for the same place at once park no more than the file', async () => {
  const id = await open();
  await begin(id, 0, 300_000);
  await Promise.allSettled(Array.from({ length: 30 }, (_, n) => send(id, 0, pngBytes(10, 10, 299_999 - n))));
  const parked = await parkedBytes();
  console.log(`30 parts at once: ${parked} bytes of a file of 300000`);
  expect(parked).toBeLessThanOrEqual(300_000);
  await finish(id);
});

it('a file counts once, whether it is parked, becomes a document, is given up or forgotten', async () => {
  const [id, other] = [await open(), await open()];
  await begin(id, 0, 600_000);
  expect((await begin(other, 0, 400_001)).status).toBe(413);
  expect(await usedBytes()).toBe(600_000);
  // Of the 600,000 that are counted already: it has room.
  expect((await send(id, 0, pngBytes(10, 10, 600_000))).status).toBe(204);
  expect(await usedBytes()).toBe(600_000);
  expect((await finish(id)).files).toMatchObject([{ status: 'accepted' }]);
  expect(await usedBytes()).toBe(600_000);
  await begin(other, 1, 300_000);
  expect(await usedBytes()).toBe(900_000);
  await api.call(`/v1/batches/${other}/uploads/1`, { method: 'DELETE', headers: tus });
  expect(await usedBytes()).toBe(600_000);
  await begin(other, 2, 200_000);
  await send(other, 2, Buffer.alloc(100));
  expect(await api.db.batches.endIdle(api.tenantId, other, new Date(Date.now() + 60_000))).toBe(true);
  // The sender may come back: the parts are kept for a while, and count.
  expect(await usedBytes()).toBe(800_000);
  const log = createLogger({ service: 'test', level: 'silent' });
  const collector = startOrphanCollector({ db: api.db, store: api.store, log, olderThanMs: 200 });
  await until('the forgotten file has left', async () => (await usedBytes()) === 600_000);
  await collector.close();
  expect(await parkedBytes()).toBe(0);
});
