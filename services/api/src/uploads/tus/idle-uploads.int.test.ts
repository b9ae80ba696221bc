import type { BatchView, OpenBatch, Receipt } from '@longhand/contracts';
import { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../../start-api.test-suite.js';

const idleSeconds = 2;
const key = { 'idempotency-key': 'web-0123' };
const tus = { 'tus-resumable': '1.0.0' };
let api: TestApi;

beforeAll(async () => {
  api = await startApi({ UPLOAD_IDLE_SECONDS: String(idleSeconds) });
});
afterAll(() => api?.close());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const open = (headers = key) => api.json<OpenBatch>('/v1/batches/open', { method: 'POST', headers });
const view = (id: string) => api.json<BatchView>(`/v1/batches/${id}`);

async function begin(batchId: string, index: number, sizeBytes: number): Promise<string> {
  const begun = await api.call(`/v1/batches/${batchId}/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(sizeBytes),
      'upload-metadata': `filename ${base64(`${index}.png`)},index ${base64(String(index))}`,
    },
  });
  if (begun.status !== 201) throw new Error(await begun.text());
  return begun.headers.get('location') as string;
}

const send = (path: string, bytes: Buffer, offset = 0) =>
  api.call(path, {
    method: 'PATCH',
    body: new Uint8Array(bytes),
    headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  });

const ended = (id: string) => expect.poll(async () => (await view(id)).status, { interval: 200 }).not.toBe('receiving');

it('ends with what arrived, goes on for a sender who comes back, and is complete once finished', async () => {
  const { id } = await open();
  const [whole, cut] = [pngBytes(40, 30, 900), pngBytes(41, 30, 2000)];
  await send(await begin(id, 0, whole.length), whole);
  const path = await begin(id, 1, cut.length);
  await send(path, cut.subarray(0, 500));
  await ended(id);
  expect((await view(id)).files).toMatchObject([
    { name: '0.png', status: 'accepted' },
    { name: '1.png', status: 'rejected', error: { code: 'upload.incomplete' } },
  ]);
  expect(await open()).toEqual({ id, isNew: false, isOpen: true });
  expect((await view(id)).status).toBe('receiving');
  await begin(id, 1, cut.length);
  expect((await send(path, cut.subarray(500), 500)).status).toBe(204);
  const receipt = await api.json<Receipt>(`/v1/batches/${id}/finish`, { method: 'POST' });
  expect(receipt.files.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  expect(await open()).toEqual({ id, isNew: false, isOpen: false });
  const late = await api.call(`/v1/batches/${id}/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': '5', 'upload-metadata': `filename ${base64('x')},index ${base64('2')}` },
  });
  expect([late.status, (await errorOf(late)).code]).toEqual([409, 'upload.batch_finished']);
});

it('does not end while a part arrives, however slowly', async () => {
  const { id } = await open({ 'idempotency-key': 'slow' });
  const bytes = pngBytes(42, 30, 1000);
  const path = await begin(id, 0, bytes.length);
  async function* slowly() {
    for (let at = 0; at < bytes.length; at += 100) {
      yield new Uint8Array(bytes.subarray(at, at + 100));
      await new Promise((resolve) => setTimeout(resolve, idleSeconds * 250));
    }
  }
  const sending = api.call(path, {
    method: 'PATCH',
    body: ReadableStream.from(slowly()) as unknown as BodyInit,
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    duplex: 'half',
  } as RequestInit);
  const seen = new Set<string>();
  const timer = setInterval(() => void view(id).then(({ status }) => seen.add(status)), 300);
  expect((await sending).status).toBe(204);
  clearInterval(timer);
  expect([...seen]).toEqual(['receiving']);
  await ended(id);
});
