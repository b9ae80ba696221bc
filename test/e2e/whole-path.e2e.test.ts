import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BatchView, ReceiptFile } from '@longhand/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient, type UploadFile } from './http-client.js';
import { isAlive, LaunchedSystem, runCli } from './launched-system.js';
import { refusedFiles, whitePng } from './refused-files.js';

const recordsDir = fileURLToPath(new URL('../../samples/records', import.meta.url));
const MAX_FILE_BYTES = 8 * 1024 * 1024;
const samples: UploadFile[] = readdirSync(recordsDir)
  .filter((name) => name.endsWith('.png'))
  .map((name) => ({ name, bytes: readFileSync(join(recordsDir, name)) }));

describe('the whole path', () => {
  let system: LaunchedSystem;
  let client: HttpClient;
  let batch: BatchView;

  beforeAll(async () => {
    system = await LaunchedSystem.start({
      UPLOAD_MAX_FILE_BYTES: String(MAX_FILE_BYTES),
      UPLOAD_MAX_BATCH_BYTES: String(3 * MAX_FILE_BYTES),
    });
    client = new HttpClient(system);
    const metadata = JSON.stringify({
      'letter.png': { title: 'Letter of May', recordDate: '2024-05-17', tags: ['post'] },
    });
    const receipt = await client.upload(samples, { metadata });
    expect(receipt.files.map((file) => file.status)).toEqual(samples.map(() => 'accepted'));
    batch = await client.finished(receipt.id);
  });
  afterAll(() => system?.stop());

  it('reads every sample to its end and accounts for every file', () => {
    expect(batch.status).toBe('done');
    expect(batch.counts).toEqual({
      files: 3,
      accepted: 3,
      duplicate: 0,
      rejected: 0,
      skipped: 0,
      pages: 3,
      pagesDone: 3,
      pagesFailed: 0,
    });
    expect(batch.progress).toBe(1);
  });

  it('gives the same text for the document, its page and its words', async () => {
    for (const { id } of batch.documents) {
      const page = await client.page(id);
      expect(await client.text(id)).toBe(page.text);
      const words = page.lines.map((line) => line.words.map((word) => word.markedText).join(' ')).join('\n');
      expect(words).toBe(page.text);
      expect(page.text?.length).toBeGreaterThan(50);
      for (const { box } of page.lines.flatMap((line) => line.words)) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(page.width as number);
        expect(box.y + box.height).toBeLessThanOrEqual(page.height as number);
      }
    }
  });

  it('finds a word that it read, with its box, and only under filters that fit', async () => {
    const letter = batch.documents.find((document) => document.name === 'letter.png');
    const page = await client.page(letter?.id as string);
    const word = page.lines
      .flatMap((line) => line.words)
      .filter(({ text, uncertain }) => /^[a-z]{5,}$/i.test(text) && !uncertain)
      .sort((a, b) => b.confidence - a.confidence)[0];
    const { hits } = await client.search(word.text, {
      title: 'letter',
      tag: 'post',
      from: '2024-05-01',
      to: '2024-05-31',
    });
    expect(hits[0]).toMatchObject({ documentId: letter?.id, title: 'Letter of May', page: 1 });
    expect(hits[0].words.find((one) => one.matched)).toMatchObject({ text: word.text, box: word.box });
    expect((await client.search(word.text, { tag: 'other' })).hits).toEqual([]);
    expect((await client.search(word.text, { from: '2024-06-01' })).hits).toEqual([]);
  });

  it('says the same by events as by polling', async () => {
    const response = await client.call(`/v1/batches/${batch.id}/events`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const seen = new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    const data = JSON.parse(/^data: ?(.*)$/m.exec(seen)?.[1] ?? '{}') as BatchView;
    expect(data).toMatchObject({ id: batch.id, status: 'done', counts: batch.counts });
  });

  it('takes a repeated upload as duplicates of the same documents', async () => {
    const again = await client.upload(samples);
    expect(again.files.map(({ status, duplicateOf }) => [status, duplicateOf])).toEqual(
      batch.files.map(({ documentId }) => ['duplicate', documentId]),
    );
    expect((await client.batch(again.id)).status).toBe('done');
  });

  it('refuses bad files one by one, with a code and a sentence, and reads the good one among them', async () => {
    const jpeg = await sharp(samples[0].bytes).jpeg().toBuffer();
    const bad = refusedFiles(jpeg);
    const good = { name: 'good.jpg', bytes: jpeg };
    const receipt = await client.upload([...bad.slice(0, 5), good, ...bad.slice(5)]);
    expect(receipt.files).toHaveLength(bad.length + 1);
    const finished = await client.finished(receipt.id);
    for (const file of bad) {
      const error = await problemOf(client, receipt.files, finished, file.name);
      expect.soft(error?.code ?? 'taken', file.name).toMatch(file.codes);
      expect.soft(error?.message ?? '', file.name).toMatch(/^[A-Z].{20,}[.!]$/s);
    }
    expect(finished.documents.find((document) => document.name === 'good.jpg')?.status).toBe('done');
  });

  it('refuses a file whose name climbs and beeps, and shows it under a clean name', async () => {
    const receipt = await client.upload([
      { name: '../..\u0007/etc\\pass\u001bwd\u0000.png', bytes: whitePng(300, 200) },
    ]);
    expect(receipt.files[0].name).toMatch(/^[^/\\\p{Cc}]+\.png$/u);
    expect(receipt.files[0].status).toBe('rejected');
    expect(receipt.files[0].error?.code).toBe('file.name_unsafe');
  });

  it.each([
    ['no key', undefined, 'auth.missing'],
    ['a wrong key', 'lh_aaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'auth.invalid'],
    ['no key at all but words', 'let me in', 'auth.invalid'],
  ])('answers 401 to %s', async (_, apiKey, code) => {
    const stranger = new HttpClient({ url: system.url, apiKey });
    for (const response of [await stranger.call('/v1/documents'), await stranger.postFiles([samples[0]])]) {
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        error: { code, message: expect.stringMatching(/.{20,}\./), requestId: expect.any(String) },
      });
    }
  });

  it('refuses a file over the limit and keeps its neighbour, and a body over the limit as a whole', async () => {
    const large = { name: 'large.png', bytes: Buffer.concat([whitePng(300, 200), Buffer.alloc(MAX_FILE_BYTES)]) };
    const receipt = await client.upload([large, { name: 'small.png', bytes: whitePng(310, 200) }]);
    expect(receipt.files.map(({ status, error }) => [status, error?.code])).toEqual([
      ['rejected', 'file.too_large'],
      ['accepted', undefined],
    ]);
    const response = await client.postFiles(
      Array.from({ length: 4 }, (_, index) => ({ ...large, name: `${index}.png` })),
    );
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'upload.too_large' } });
  });

  it('is used from the command line: read, upload, status, search', async () => {
    const letter = join(recordsDir, 'letter.png');
    const data = ['--data', system.dataDir];
    const read = await runCli(['read', letter, ...data]);
    expect(read).toMatchObject({
      code: 0,
      stdout: `${await client.text(batch.files.find((f) => f.name === 'letter.png')?.documentId as string)}\n`,
    });
    const json = await runCli(['read', letter, join(recordsDir, 'form.png'), '--json', ...data]);
    const readings = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(readings).toMatchObject([
      { file: letter, status: 'done', pages: [{ page: 1, text: expect.any(String), seconds: expect.any(Number) }] },
      { file: join(recordsDir, 'form.png'), status: 'done' },
    ]);
    const upload = await runCli(['upload', recordsDir, '--wait', ...data]);
    expect(upload.code).toBe(1); // the .txt files beside the images are refused
    expect(upload.stdout).toMatch(/3 duplicate, 3 rejected/);
    const status = await runCli(['status', batch.id, ...data]);
    expect(status.stdout).toContain('done: 3 of 3 pages, 0 failed');
    const search = await runCli(['search', 'zzzzzz', ...data]);
    expect(search).toMatchObject({ code: 0, stdout: '' });
  });

  it('ends in order on SIGTERM: exit code 0 and no process left', async () => {
    const pids = system.pids();
    expect(await system.end('SIGTERM')).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

/** Why a file was not read: said in the receipt, on the document, or on its page. */
async function problemOf(client: HttpClient, receipt: readonly ReceiptFile[], batch: BatchView, name: string) {
  const row = receipt.find((file) => file.name === name || file.name.startsWith(`${name}/`));
  if (!row?.documentId) return row?.error;
  const document = await client.document(row.documentId);
  expect(batch.documents.find(({ id }) => id === document.id)?.status).toBe('failed');
  return document.error ?? document.pages.find((page) => page.error)?.error;
}
