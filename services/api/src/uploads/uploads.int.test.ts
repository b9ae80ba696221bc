import { createHash } from 'node:crypto';
import { ReadableStream } from 'node:stream/web';
import type { BatchView, DocumentView, Receipt } from '@longhand/contracts';
import { originalKey } from '@longhand/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodeForm,
  errorOf,
  type FormPart,
  pngBytes,
  startApi,
  storedKeys,
  type TestApi,
} from '../start-api.test-suite.js';

const MIB = 1024 * 1024;
let api: TestApi;

beforeAll(async () => {
  api = await startApi({
    UPLOAD_MAX_FILE_BYTES: String(MIB),
    UPLOAD_MAX_BATCH_BYTES: String(8 * MIB),
    UPLOAD_MAX_FILES: '20',
  });
});
afterAll(() => api?.close());

const batch = (id: string) => api.json<BatchView>(`/v1/batches/${id}`);
const statuses = (files: { status: string }[]) => files.map(({ status }) => status);

describe('POST /v1/batches', () => {
  it('takes good files, refuses bad ones with a code and a sentence, and accounts for all in their order', async () => {
    const good = pngBytes();
    const response = await api.upload([
      { name: 'page.png', bytes: good },
      { name: 'empty.jpg', bytes: Buffer.alloc(0) },
      { name: 'letter.jpg', bytes: Buffer.from('Dear colleague, this is no image at all.') },
      { name: 'bomb.png', bytes: pngBytes(16_000, 16_000) },
      { name: 'dot.png', bytes: pngBytes(2, 2) },
      { name: 'huge.png', bytes: pngBytes(100, 100, MIB + 1) },
      { name: 'form.pdf', bytes: Buffer.from('%PDF-1.7\n...') },
    ]);
    expect(response.status).toBe(202);
    const receipt = (await response.json()) as Receipt;
    expect(response.headers.get('location')).toBe(`/v1/batches/${receipt.id}`);
    expect(receipt.files.map(({ name, error }) => [name, error?.code])).toEqual([
      ['page.png', undefined],
      ['empty.jpg', 'file.empty'],
      ['letter.jpg', 'file.type_unsupported'],
      ['bomb.png', 'image.too_many_pixels'],
      ['dot.png', 'image.too_small'],
      ['huge.png', 'file.too_large'],
      ['form.pdf', undefined],
    ]);
    for (const { error } of receipt.files) if (error) expect(error.message).toMatch(/^[A-Z].*\.$/);
    expect(receipt.files.map(({ sizeBytes }) => sizeBytes)).toEqual([200, 0, 40, 200, 200, MIB + 1, 12]);

    const documentId = receipt.files[0].documentId as string;
    expect(await api.store.get(originalKey(api.tenantId, documentId))).toEqual(good);
    const document = await api.json<DocumentView>(`/v1/documents/${documentId}`);
    expect(document).toMatchObject({
      name: 'page.png',
      title: 'page',
      status: 'received',
      mediaType: 'image/png',
      sizeBytes: 200,
      sha256: createHash('sha256').update(good).digest('hex'),
    });
    expect(await batch(receipt.id)).toMatchObject({
      status: 'processing',
      files: receipt.files,
      counts: { files: 7, accepted: 2, duplicate: 0, rejected: 5 },
    });
    // Refused files leave nothing behind.
    expect(await storedKeys(api)).toHaveLength(2);
  });

  it('names the job that opens each document, in the same transaction', async () => {
    const before = await api.db.outbox.count();
    const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    expect(await api.db.outbox.count()).toBe(before + 1);
    const jobs: unknown[] = [];
    await api.db.outbox.relay(
      1000,
      async (rows) => void jobs.push(...rows.map(({ queue, payload }) => ({ queue, payload }))),
    );
    expect(jobs).toContainEqual({
      queue: 'split-document',
      payload: { tenantId: api.tenantId, documentId: files[0].documentId },
    });
  });

  it.each(['before', 'after'])(
    'gives documents what the metadata says, also when it comes %s the files',
    async (place) => {
      const metadata: FormPart = {
        metadata: {
          'visit 7.png': { title: 'Visit, ward 7', recordDate: '1998-02-28', tags: ['ward 7', 'letter'] },
          'other.png': {},
        },
      };
      const files: FormPart[] = [
        { name: 'visit 7.png', bytes: pngBytes() },
        { name: 'plain.png', bytes: pngBytes() },
      ];
      const receipt = await api.receipt(place === 'before' ? [metadata, ...files] : [...files, metadata]);
      const [first, second] = await Promise.all(
        receipt.files.map(({ documentId }) => api.json<DocumentView>(`/v1/documents/${documentId}`)),
      );
      expect(first).toMatchObject({ title: 'Visit, ward 7', recordDate: '1998-02-28', tags: ['ward 7', 'letter'] });
      expect(second).toMatchObject({ title: 'plain', tags: [] });
    },
  );

  it.each([
    ['is not JSON', '{', 'metadata.invalid'],
    ['has an unknown field', { 'a.png': { titel: 'x' } }, 'metadata.invalid'],
    ['has a date that is none', { 'a.png': { recordDate: '2023-02-30' } }, 'metadata.invalid'],
  ])('refuses metadata that %s, without repeating it', async (_, metadata, code) => {
    const response = await api.upload([{ metadata }, { name: 'a.png', bytes: pngBytes() }]);
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('a.png');
  });

  it('refuses a file whose name is unsafe, under a name that can be shown', async () => {
    const { files } = await api.receipt([
      { name: '../../etc/\x01pass\x07wd.png', bytes: pngBytes() },
      { name: 'C:\\scans\\page.png', bytes: pngBytes() },
      { name: '', bytes: pngBytes() },
      { name: 'Überweisung.png', bytes: pngBytes() },
    ]);
    expect(files.map(({ name, status, error }) => [name, status, error?.code])).toEqual([
      ['passwd.png', 'rejected', 'file.name_unsafe'],
      ['page.png', 'rejected', 'file.name_unsafe'],
      ['unnamed', 'accepted', undefined],
      ['Überweisung.png', 'accepted', undefined],
    ]);
  });
});

describe('duplicates', () => {
  it('point at the document that has the same bytes, in one batch and in a later one, and store nothing', async () => {
    const bytes = pngBytes();
    const first = await api.receipt([
      { name: 'a.png', bytes },
      { name: 'b.png', bytes },
    ]);
    const { documentId } = first.files[0];
    expect(first.files[1]).toEqual({ name: 'b.png', status: 'duplicate', sizeBytes: 200, duplicateOf: documentId });
    const keys = await storedKeys(api);
    const second = await api.receipt([{ name: 'c.png', bytes }]);
    expect(second.files[0]).toMatchObject({ status: 'duplicate', duplicateOf: documentId });
    expect(await storedKeys(api)).toEqual(keys);
    expect(await batch(second.id)).toMatchObject({ status: 'done', progress: 1, counts: { duplicate: 1 } });
  });

  it('are found when the same bytes arrive several times at once: exactly one is accepted', async () => {
    const bytes = pngBytes();
    const receipts = await Promise.all(Array.from({ length: 6 }, (_, i) => api.receipt([{ name: `${i}.png`, bytes }])));
    const files = receipts.flatMap((receipt) => receipt.files);
    expect(statuses(files).sort()).toEqual(['accepted', ...Array(5).fill('duplicate')]);
    const { documentId } = files.find(({ status }) => status === 'accepted') ?? {};
    for (const file of files) if (file.status === 'duplicate') expect(file.duplicateOf).toBe(documentId);
  });

  it('of another tenant are none', async () => {
    const bytes = pngBytes();
    await api.receipt([{ name: 'a.png', bytes }]);
    const theirs = await api.receipt([{ name: 'a.png', bytes }], { key: await api.strangerKey() });
    expect(statuses(theirs.files)).toEqual(['accepted']);
  });
});

describe('limits', () => {
  const codeOf = async (response: Response) => [response.status, (await errorOf(response)).code];

  it('refuses a body that says it is too large before it reads it', async () => {
    const response = await api.upload([{ name: 'a.png', bytes: pngBytes(100, 100, 9 * MIB) }]);
    expect(await codeOf(response)).toEqual([413, 'upload.too_large']);
  });

  it('keeps what it accounted for when a body of unknown length turns out too large', async () => {
    const form = encodeForm([{ name: 'a.png', bytes: pngBytes() }], 'long').subarray(0, -'--long--\r\n'.length);
    async function* endless() {
      yield form;
      for (let i = 0; i < 400; i++) {
        yield encodeForm([{ name: `${i}.txt`, bytes: Buffer.alloc(512 * 1024, 'x') }], 'long').subarray(
          0,
          -'--long--\r\n'.length,
        );
      }
    }
    const response = await api.call('/v1/batches', {
      method: 'POST',
      body: ReadableStream.from(endless()) as ReadableStream<Uint8Array>,
      headers: { 'content-type': 'multipart/form-data; boundary=long' },
      duplex: 'half',
    } as RequestInit);
    const location = response.headers.get('location');
    expect(await codeOf(response)).toEqual([413, 'upload.too_large']);
    const { files } = await api.json<BatchView>(location ?? '');
    expect(files[0]).toMatchObject({ name: 'a.png', status: 'accepted' });
    expect(files.slice(1).every(({ status }) => status === 'rejected')).toBe(true);
    expect(files.length).toBeGreaterThan(10);
  });

  it('takes no more files than a batch may have', async () => {
    const form = Array.from({ length: 21 }, (_, i) => ({ name: `${i}.png`, bytes: pngBytes() }));
    const response = await api.upload(form);
    const location = response.headers.get('location');
    expect(await codeOf(response)).toEqual([413, 'upload.too_many_files']);
    const kept = await api.json<BatchView>(location ?? '');
    expect(kept.counts).toMatchObject({ files: 20, accepted: 20 });
    // Nothing can be added to it any more, so it is not `receiving` for ever.
    expect(kept.status).toBe('processing');
  });

  it.each([
    ['no files', [{ metadata: {} }], 400, 'upload.no_files'],
    ['nothing', [], 400, 'upload.no_files'],
  ])('wants at least one file: %s', async (_, form: FormPart[], status, code) => {
    expect(await codeOf(await api.upload(form))).toEqual([status, code]);
  });

  it('wants a form', async () => {
    const send = (type: string, body: string) =>
      api.call('/v1/batches', { method: 'POST', body, headers: { 'content-type': type } });
    expect(await codeOf(await send('application/json', '{}'))).toEqual([415, 'upload.not_multipart']);
    expect(await codeOf(await send('multipart/form-data; boundary=x', 'garbage'))).toEqual([400, 'upload.malformed']);
    const field = '--x\r\nContent-Disposition: form-data; name="files"\r\n\r\n/tmp/scan.jpg\r\n--x--\r\n';
    expect(await codeOf(await send('multipart/form-data; boundary=x', field))).toEqual([400, 'upload.unknown_field']);
  });
});
