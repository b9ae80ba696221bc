import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { loadConfig } from '@longhand/config';
import { ReadableStream } from 'node:stream/web';
import { type BatchList, type BatchView, type Receipt, splitDocumentJob } from '@longhand/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeForm, errorOf, type FormPart, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

const MIB = 1024 * 1024;
let api: TestApi;

beforeAll(async () => {
  api = await startApi({ UPLOAD_MAX_FILE_BYTES: String(MIB) });
});
afterAll(() => api?.close());

const batch = (id: string) => api.json<BatchView>(`/v1/batches/${id}`);

describe('Idempotency-Key', () => {
  it('gives the same receipt for the same form', async () => {
    const idempotencyKey = randomUUID();
    const form = [
      { name: 'a.png', bytes: pngBytes() },
      { name: 'notes.txt', bytes: Buffer.from('refused') },
      { name: 'large.png', bytes: pngBytes(100, 100, MIB + 1) },
      { metadata: { 'a.png': { title: 'One' } } },
    ];
    const first = await api.receipt(form, { idempotencyKey });
    expect(await api.receipt(form, { idempotencyKey })).toEqual(first);
    expect((await batch(first.id)).files).toHaveLength(3);
  });

  it.each([
    ['another file', [{ name: 'b.png', bytes: pngBytes(100, 100, MIB / 2) }]],
    ['other bytes under the same name', [{ name: 'a.png', bytes: pngBytes() }]],
    [
      'a further file',
      [
        { name: 'a.png', bytes: Buffer.alloc(0) },
        { name: 'c.png', bytes: pngBytes() },
      ],
    ],
  ])('is refused with %s once its batch is complete, by name, and nothing of it is taken', async (_, other) => {
    const idempotencyKey = randomUUID();
    const first = await api.receipt([{ name: 'a.png', bytes: pngBytes() }], { idempotencyKey });
    const response = await api.upload(other, { idempotencyKey });
    const error = await errorOf(response);
    expect([response.status, error.code]).toEqual([422, 'upload.key_reused']);
    expect(error.message).toContain(idempotencyKey);
    expect((await batch(first.id)).files).toHaveLength(1);
    const [newest] = (await api.json<BatchList>('/v1/batches?limit=1')).batches;
    expect(newest.id).toBe(first.id);
  });

  it('of the field data: the receipt of a.png never stands for b.png', async () => {
    const folder = join(loadConfig().handwritingData, 'field', 'idempotency-key-reused');
    const [a, b] = await Promise.all(
      ['a.png', 'b.png'].map((name) => readFile(join(folder, name)).catch(() => pngBytes())),
    );
    const idempotencyKey = randomUUID();
    const first = await api.upload([{ name: 'a.png', bytes: a }], { idempotencyKey });
    const second = await api.upload([{ name: 'b.png', bytes: b }], { idempotencyKey });
    expect([first.status, second.status]).toEqual([202, 422]);
  });

  it('belongs to its tenant', async () => {
    const idempotencyKey = randomUUID();
    const mine = await api.receipt([{ name: 'a.png', bytes: pngBytes() }], { idempotencyKey });
    const theirs = await api.receipt([{ name: 'a.png', bytes: pngBytes() }], {
      idempotencyKey,
      key: await api.strangerKey(),
    });
    expect(theirs.id).not.toBe(mine.id);
  });

  it('continues an upload that was interrupted: one batch, and no file becomes a duplicate of itself', async () => {
    const idempotencyKey = randomUUID();
    const form: FormPart[] = [
      { name: 'a.png', bytes: pngBytes() },
      { name: 'b.png', bytes: pngBytes(100, 100, MIB / 2) },
      { metadata: { 'a.png': { title: 'First page' }, 'b.png': { title: 'Second page' } } },
    ];
    const id = await breakOff(form, idempotencyKey);
    const broken = await batch(id);
    expect(broken.status).toBe('receiving');
    expect(broken.files).toMatchObject([
      { name: 'a.png', status: 'accepted' },
      { name: 'b.png', status: 'rejected', error: { code: 'upload.interrupted' } },
    ]);
    const receipt = await api.receipt(form, { idempotencyKey });
    expect(receipt.id).toBe(id);
    expect(receipt.files).toMatchObject([
      { name: 'a.png', status: 'accepted', documentId: broken.files[0].documentId },
      { name: 'b.png', status: 'accepted' },
    ]);
    expect((await batch(id)).documents.map(({ title }) => title)).toEqual(['First page', 'Second page']);
  });

  it('knows the document whose row was written when the API died before its line: no duplicate of itself', async () => {
    const idempotencyKey = randomUUID();
    const { db, tenantId } = api;
    const [bytes, id] = [pngBytes(), randomUUID()];
    const { id: batchId } = await db.batches.create(tenantId, { idempotencyKey });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const row = {
      id,
      batchId,
      name: 'a.png',
      title: 'a',
      tags: [],
      sha256,
      mediaType: 'image/png',
      sizeBytes: bytes.length,
    };
    await db.documents.createOnce(tenantId, row, { contract: splitDocumentJob, payload: { tenantId, documentId: id } });
    const form: FormPart[] = [
      { name: 'a.png', bytes },
      { name: 'again.png', bytes },
      { metadata: { 'a.png': { title: 'First page' } } },
    ];
    const receipt = await api.receipt(form, { idempotencyKey });
    expect(receipt).toMatchObject({
      id: batchId,
      files: [
        { name: 'a.png', status: 'accepted', documentId: id },
        { name: 'again.png', status: 'duplicate', duplicateOf: id },
      ],
    });
    expect((await batch(batchId)).documents).toMatchObject([{ id, title: 'First page' }]);
  });

  it('is refused while the first upload with it still arrives, and nothing arrives twice', async () => {
    const idempotencyKey = randomUUID();
    const files = [{ name: 'a.png', bytes: pngBytes() }];
    const form = encodeForm(files, 'slow');
    let goOn = () => {};
    const mayGoOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    async function* slowly() {
      yield form.subarray(0, 250);
      await mayGoOn;
      yield form.subarray(250);
    }
    const first = api.call('/v1/batches', {
      method: 'POST',
      body: ReadableStream.from(slowly()) as ReadableStream<Uint8Array>,
      headers: { 'content-type': 'multipart/form-data; boundary=slow', 'idempotency-key': idempotencyKey },
      duplex: 'half',
    } as RequestInit);
    const send = () => api.upload(files, { idempotencyKey });
    await expect
      .poll(async () => (await api.json<BatchList>('/v1/batches?limit=1')).batches[0].status)
      .toBe('receiving');
    const second = await send();
    expect([second.status, (await errorOf(second)).code]).toEqual([409, 'upload.in_progress']);
    goOn();
    const receipt = (await (await first).json()) as Receipt;
    expect(await (await send()).json()).toEqual(receipt);
    expect(receipt.files).toHaveLength(1);
  });

  it('is refused when it is no key', async () => {
    const response = await api.upload([{ name: 'a.png', bytes: pngBytes() }], { idempotencyKey: 'with space' });
    expect([response.status, (await errorOf(response)).code]).toEqual([400, 'request.invalid']);
  });
});

/**
 * Sends all but the end of a form, cuts the connection, and waits until the API has written the
 * last line. Returns the batch.
 */
async function breakOff(form: readonly FormPart[], idempotencyKey: string): Promise<string> {
  const known = new Set((await api.json<BatchList>('/v1/batches?limit=200')).batches.map(({ id }) => id));
  const fileCount = form.filter((part) => 'name' in part).length;
  const body = encodeForm(form, 'cut');
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `POST /v1/batches HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${api.key}\r\nIdempotency-Key: ` +
      `${idempotencyKey}\r\n` +
      `Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, body.length - 1000), () => socket.end(() => socket.destroy()));
  const find = async () => {
    const { batches } = await api.json<BatchList>('/v1/batches?limit=200');
    return batches.find(({ id, counts }) => !known.has(id) && counts.files === fileCount)?.id;
  };
  await expect.poll(find).toBeDefined();
  return (await find()) as string;
}
