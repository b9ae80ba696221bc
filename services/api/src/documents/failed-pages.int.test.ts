import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditList, BatchView } from '@longhand/contracts';
import { recognisePageJob, segmentPageJob } from '@longhand/contracts';
import { decodePage } from '@longhand/image-io';
import { pageImageKey } from '@longhand/storage';
import { segmented } from '@longhand/test-kit';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let scan: Buffer;
let folder: string;
const tooLong = { code: 'page.took_too_long', message: 'Working on this page took too long.' };
const isOver = { attempt: 1, isFinal: true, worker: 'w' };

beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'longhand-failed-'));
  scan = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#eedd99' } })
    .png()
    .toBuffer();
});
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'export.pdf');
  await writeFile(path, bytes);
  return path;
}

interface Failed {
  id: string;
  batchId: string;
}

async function upload(bytes: Buffer, name = 'Müller, 1905.png'): Promise<Failed> {
  const { id: batchId, files } = await api.receipt([{ name, bytes }]);
  return { id: files[0].documentId as string, batchId };
}

/** Does what the workers do when they fail at a page: before its picture is stored, or after. */
async function failPage(documentId: string, step: 'segment-page' | 'recognise-page'): Promise<void> {
  const { db, tenantId, store } = api;
  let id = '';
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: 1,
    nextOf: (pageId) => {
      id = pageId;
      return { contract: segmentPageJob, payload: { tenantId, documentId, pageId } };
    },
  });
  if (step === 'recognise-page') {
    await store.put(pageImageKey(tenantId, documentId, 1), await sharp(scan).jpeg().toBuffer(), {
      contentType: 'image/jpeg',
    });
    const next = { contract: recognisePageJob, payload: { tenantId, documentId, pageId: id } };
    await db.pages.markSegmented(tenantId, id, segmented, next);
  }
  await db.pages.fail(tenantId, id, { step, problem: tooLong, outcome: isOver });
}

/** A different picture each time: the same bytes would be a duplicate. */
const newScan = async (red: number) =>
  sharp({ create: { width: 300, height: 400, channels: 3, background: { r: red, g: 200, b: 99 } } })
    .png()
    .toBuffer();

async function bytesOf(path: string): Promise<Buffer> {
  const response = await api.call(path);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

describe('the original', () => {
  it('is given byte for byte in every state, under its own name, and nothing in it can run in a browser', async () => {
    const bytes = await newScan(1);
    const { id } = await upload(bytes);
    const states = {
      received: () => Promise.resolve(),
      failed: () => api.db.documents.fail(api.tenantId, id, { code: 'pdf.damaged', message: 'Broken.' }, isOver),
    };
    for (const [state, reach] of Object.entries(states)) {
      await reach();
      expect((await api.db.documents.get(api.tenantId, id))?.status).toBe(state);
      const response = await api.call(`/v1/documents/${id}/original`);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''M%C3%BCller%2C%201905.png");
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it('is given to nobody of another tenant, and stands in the audit log', async () => {
    const { id } = await upload(await newScan(2));
    const authorization = `Bearer ${await api.strangerKey()}`;
    const refused = await api.call(`/v1/documents/${id}/original`, { headers: { authorization } });
    expect([refused.status, (await errorOf(refused)).code]).toEqual([404, 'document.not_found']);
    await bytesOf(`/v1/documents/${id}/original`);
    const { rows } = await api.json<AuditList>('/v1/audit?limit=5');
    expect(rows.find(({ action }) => action === 'document.original')?.object).toBe(id);
  });
});

describe.each(['segment-page', 'recognise-page'] as const)('a page that failed at %s', (step) => {
  it('shows its scan, exports with it, and the receipt gives its reason', async () => {
    const { id, batchId } = await upload(await newScan(step === 'segment-page' ? 3 : 4));
    await failPage(id, step);
    const shown = await sharp(await bytesOf(`/v1/documents/${id}/pages/1/image`)).metadata();
    expect([shown.format, shown.width, shown.height]).toEqual(['jpeg', 300, 400]);
    const part = await bytesOf(`/v1/documents/${id}/pages/1/image?max=200&box=0,0,100,50`);
    expect((await sharp(part).metadata()).width).toBe(100);
    expect((await bytesOf(`/v1/documents/${id}/export?format=pdf`)).includes('/DCTDecode')).toBe(true);
    const { documents } = await api.json<BatchView>(`/v1/batches/${batchId}`);
    expect(documents[0].failedPages).toEqual([{ page: 1, ...tooLong }]);
    const files = unzipSync(new Uint8Array(await bytesOf(`/v1/batches/${batchId}/export?format=pdf`)));
    const [line] = JSON.parse(strFromU8(files['manifest.json'])).files;
    expect(line).toMatchObject({ documentStatus: 'failed', failedPages: [{ page: 1, ...tooLong }] });
  });
});

describe('where nothing can be drawn', () => {
  it('a page says so, and its export is no blank sheet', async () => {
    const { id } = await upload(pngBytes());
    await failPage(id, 'segment-page');
    const refused = await api.call(`/v1/documents/${id}/pages/1/image`);
    expect([refused.status, (await errorOf(refused)).code]).toEqual([404, 'page.not_drawable']);
    const pdf = await bytesOf(`/v1/documents/${id}/export?format=pdf`);
    expect(pdf.includes('/DCTDecode')).toBe(false);
    const { gray } = await decodePage(await fileOf(pdf), 1, { maxPixels: 60e6, maxPages: 1, timeoutMs: 60_000 });
    // The notice in full ink; the cross behind it is pale.
    expect(gray.data.filter((value) => value < 64).length).toBeGreaterThan(5000);
  });

  it('a file that could not be opened says why instead of exporting, and the manifest too', async () => {
    const { id, batchId } = await upload(await newScan(5));
    const problem = { code: 'pdf.encrypted', message: 'The PDF has a password.' };
    await api.db.documents.fail(api.tenantId, id, problem, isOver);
    const refused = await api.call(`/v1/documents/${id}/export?format=pdf`);
    expect(refused.status).toBe(409);
    expect(await errorOf(refused)).toMatchObject({
      code: 'export.not_opened',
      message: expect.stringContaining(problem.message),
    });
    const files = unzipSync(new Uint8Array(await bytesOf(`/v1/batches/${batchId}/export?format=pdf`)));
    expect(Object.keys(files)).toEqual(['manifest.json']);
    expect(JSON.parse(strFromU8(files['manifest.json'])).files[0]).toMatchObject({
      documentStatus: 'failed',
      documentError: problem,
      exported: [],
    });
  });
});
