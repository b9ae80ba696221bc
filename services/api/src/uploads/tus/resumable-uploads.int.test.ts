import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { BatchView, OpenBatch, Receipt } from '@longhand/contracts';
import { uploadPrefix } from '@longhand/storage';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ UPLOAD_MAX_FILE_BYTES: '3000000', UPLOAD_MAX_FILES: '50' });
});
afterAll(() => api?.close());

const TUS = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

const open = async (key?: string) =>
  (await api.json<OpenBatch>('/v1/batches/open', { method: 'POST', headers: key ? { 'idempotency-key': key } : {} }))
    .id;

function begin(
  batchId: string,
  { index, name, sizeBytes, more = '' }: { index: number; name: string; sizeBytes: number; more?: string },
): Promise<Response> {
  const metadata = `filename ${base64(name)},index ${base64(String(index))}${more}`;
  return api.call(`/v1/batches/${batchId}/uploads`, {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(sizeBytes), 'upload-metadata': metadata },
  });
}

const send = (path: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}) =>
  api.call(path, {
    method: 'PATCH',
    body: new Uint8Array(bytes),
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream', ...headers },
  });

const offsetOf = async (path: string) =>
  Number((await api.call(path, { method: 'HEAD', headers: TUS })).headers.get('upload-offset'));

const finish = (batchId: string) => api.json<Receipt>(`/v1/batches/${batchId}/finish`, { method: 'POST' });

async function keysBelow(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of api.store.list(prefix)) keys.push(key);
  return keys;
}

describe('a file that is sent in parts', () => {
  it('becomes the document that it would be at once, with its fields, and leaves no parts', async () => {
    const bytes = pngBytes(40, 30, 5000);
    const batchId = await open();
    const fields = `,title ${base64('Bréf')},tags ${base64('post\nold')},recordDate ${base64('2024-05-17')}`;
    const begun = await begin(batchId, { index: 3, name: 'scan.png', sizeBytes: bytes.length, more: fields });
    const path = begun.headers.get('location') as string;
    expect([begun.status, path, begun.headers.get('upload-offset')]).toEqual([
      201,
      `/v1/batches/${batchId}/uploads/3`,
      '0',
    ]);
    expect((await send(path, 0, bytes.subarray(0, 2000))).headers.get('upload-offset')).toBe('2000');
    expect(await offsetOf(path)).toBe(2000);
    expect((await send(path, 2000, bytes.subarray(2000))).status).toBe(204);
    expect(await offsetOf(path)).toBe(5000);
    expect((await api.json<BatchView>(`/v1/batches/${batchId}`)).status).toBe('receiving');
    const receipt = await finish(batchId);
    expect(receipt.files).toMatchObject([{ name: 'scan.png', status: 'accepted', sizeBytes: 5000 }]);
    const document = await api.json(`/v1/documents/${receipt.files[0].documentId}`);
    expect(document).toMatchObject({
      title: 'Bréf',
      tags: ['post', 'old'],
      recordDate: '2024-05-17',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(await keysBelow(uploadPrefix(api.tenantId, batchId))).toEqual([]);
    expect(await finish(batchId)).toEqual(receipt);
  });

  it('keeps what had arrived when the connection broke, and takes the rest from there', async () => {
    const bytes = pngBytes(41, 30, 400_000);
    const batchId = await open();
    const path = (await begin(batchId, { index: 0, name: 'cut.png', sizeBytes: bytes.length })).headers.get(
      'location',
    ) as string;
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write(
      `PATCH ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.key}\r\nTus-Resumable: ` +
        `1.0.0\r\nUpload-Offset: 0\r\n` +
        `Content-Type: application/offset+octet-stream\r\nContent-Length: ${bytes.length}\r\n\r\n`,
    );
    await new Promise<void>((resolve) => socket.write(bytes.subarray(0, 150_000), () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    await expect.poll(() => offsetOf(path)).toBe(150_000);
    await send(path, 150_000, bytes.subarray(150_000));
    const [line] = (await finish(batchId)).files;
    expect(line).toMatchObject({ status: 'accepted', sizeBytes: bytes.length });
  });

  it('can be begun again, also after the answer to its last part was lost, without a second line', async () => {
    const bytes = pngBytes(42, 30, 900);
    const batchId = await open('again');
    const path = (await begin(batchId, { index: 0, name: 'a.png', sizeBytes: bytes.length })).headers.get(
      'location',
    ) as string;
    await send(path, 0, bytes);
    expect(await open('again')).toBe(batchId);
    const again = await begin(batchId, { index: 0, name: 'a.png', sizeBytes: bytes.length });
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '900']);
    expect((await finish(batchId)).files).toMatchObject([{ status: 'accepted' }]);
  });

  it('is opened when it is an archive, and its files stand in the receipt before those of later files', async () => {
    const archive = Buffer.from(
      zipSync({ 'x.png': pngBytes(43, 30), 'y.png': pngBytes(44, 30), 'z.txt': randomBytes(9) }),
    );
    const batchId = await open();
    const late = pngBytes(45, 30);
    await send(
      (await begin(batchId, { index: 1, name: 'late.png', sizeBytes: late.length })).headers.get('location') as string,
      0,
      late,
    );
    await send(
      (await begin(batchId, { index: 0, name: 'all.zip', sizeBytes: archive.length })).headers.get(
        'location',
      ) as string,
      0,
      archive,
    );
    const { files } = await finish(batchId);
    expect(files.map(({ name, status }) => [name, status])).toEqual([
      ['all.zip/x.png', 'accepted'],
      ['all.zip/y.png', 'accepted'],
      ['all.zip/z.txt', 'rejected'],
      ['late.png', 'accepted'],
    ]);
  });
});

describe('what does not fit', () => {
  it.each([
    ['no tus', {}, 412, 'upload.version_unsupported'],
    ['no length', TUS, 400, 'request.invalid'],
    [
      'no number',
      { ...TUS, 'upload-length': '5', 'upload-metadata': `filename ${base64('a')}` },
      400,
      'request.invalid',
    ],
    [
      'a number over the limit',
      { ...TUS, 'upload-length': '5', 'upload-metadata': `index ${base64('50')}` },
      413,
      'upload.too_many_files',
    ],
    [
      'a date that is none',
      { ...TUS, 'upload-length': '5', 'upload-metadata': `index ${base64('1')},recordDate ${base64('soon')}` },
      400,
      'metadata.invalid',
    ],
  ])('is refused: %s', async (_, headers, status, code) => {
    const batchId = await open('refusals');
    const response = await api.call(`/v1/batches/${batchId}/uploads`, {
      method: 'POST',
      headers: headers as Record<string, string>,
    });
    expect(response.status).toBe(status);
    expect((await errorOf(response)).code).toBe(code);
  });

  it('is refused in a part: the wrong place, too many bytes, spoilt bytes', async () => {
    const batchId = await open();
    const path = (await begin(batchId, { index: 0, name: 'a.png', sizeBytes: 100 })).headers.get('location') as string;
    const bytes = randomBytes(60);
    expect((await send(path, 10, bytes)).status).toBe(409);
    expect((await send(path, 0, randomBytes(101))).status).toBe(413);
    const wrong = { 'upload-checksum': `sha256 ${createHash('sha256').update('other').digest('base64')}` };
    expect((await send(path, 0, bytes, wrong)).status).toBe(460);
    expect(await offsetOf(path)).toBe(0);
    const right = { 'upload-checksum': `sha1 ${createHash('sha1').update(bytes).digest('base64')}` };
    expect((await send(path, 0, bytes, right)).headers.get('upload-offset')).toBe('60');
    const { files } = await finish(batchId);
    expect(files).toMatchObject([{ name: 'a.png', status: 'rejected', error: { code: 'upload.incomplete' } }]);
    expect((await send(path, 60, randomBytes(40))).status).toBe(409);
  });

  it('is told at once when a file is too large, and the receipt tells it too', async () => {
    const batchId = await open();
    const response = await begin(batchId, { index: 0, name: 'huge.png', sizeBytes: 3_000_001 });
    expect([response.status, (await errorOf(response)).code]).toEqual([413, 'file.too_large']);
    expect((await finish(batchId)).files).toMatchObject([{ name: 'huge.png', error: { code: 'file.too_large' } }]);
  });

  it('is nothing to another tenant', async () => {
    const batchId = await open();
    const path = (await begin(batchId, { index: 0, name: 'a.png', sizeBytes: 100 })).headers.get('location') as string;
    const headers = { ...TUS, authorization: `Bearer ${await api.strangerKey()}` };
    expect((await api.call(path, { method: 'HEAD', headers })).status).toBe(404);
    expect((await api.call(`/v1/batches/${batchId}/finish`, { method: 'POST', headers })).status).toBe(404);
    expect((await api.call(path, { method: 'DELETE', headers })).status).toBe(404);
  });

  it('can be given up, and is then gone', async () => {
    const batchId = await open();
    const path = (await begin(batchId, { index: 0, name: 'a.png', sizeBytes: 100 })).headers.get('location') as string;
    expect((await api.call(path, { method: 'DELETE', headers: TUS })).status).toBe(204);
    expect((await api.call(path, { method: 'HEAD', headers: TUS })).status).toBe(404);
    expect((await finish(batchId)).files).toEqual([]);
  });
});
