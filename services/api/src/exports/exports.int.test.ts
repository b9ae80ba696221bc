import {
  recognisePageJob,
  segmentPageJob,
  type BatchView,
  type DocumentView,
  type PageView,
} from '@longhand/contracts';
import { type ObjectStore, pageImageKey } from '@longhand/storage';
import { allowedMs, readBy, recognisedPage, segmented, until } from '@longhand/test-kit';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let picture: Buffer;
/** How many pictures have been asked of the store. */
let pictures = 0;

beforeAll(async () => {
  api = await startApi({}, (deps) => ({ ...deps, store: counting(deps.store) }));
  picture = await sharp({ create: { width: 1000, height: 1500, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => api?.close());

/** The store, with every picture counted that is asked of it. */
function counting(store: ObjectStore): ObjectStore {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'get' && String(args[0]).endsWith('image.jpg')) pictures += 1;
        return value.apply(target, args);
      };
    },
  });
}

/** Does what the workers do, for an uploaded document. */
async function read(documentId: string, pages: string[][], jpeg = picture): Promise<void> {
  const { db, tenantId, store } = api;
  const pageIds: string[] = [];
  await db.documents.finishSplit(tenantId, documentId, {
    pageCount: pages.length,
    nextOf: (pageId) => {
      pageIds.push(pageId);
      return { contract: segmentPageJob, payload: { tenantId, documentId, pageId } };
    },
  });
  for (const [i, lines] of pages.entries()) {
    const next = { contract: recognisePageJob, payload: { tenantId, documentId, pageId: pageIds[i] } };
    await store.put(pageImageKey(tenantId, documentId, i + 1), jpeg, { contentType: 'image/jpeg' });
    await db.pages.markSegmented(tenantId, pageIds[i], segmented, next);
    await db.pages.saveRecognised(tenantId, pageIds[i], { ...readBy, page: recognisedPage(lines) });
  }
}

async function newDocument(pages: string[][], name = 'scan.png'): Promise<string> {
  const { files } = await api.receipt([{ name, bytes: pngBytes() }]);
  const id = files[0].documentId as string;
  await read(id, pages);
  return id;
}

async function correct(id: string, word: number, text: string): Promise<void> {
  const { lines } = await api.json<PageView>(`/v1/documents/${id}/pages/1`);
  const found = lines.flatMap(({ words }) => words)[word];
  const init = { method: 'PATCH', body: JSON.stringify({ text }), headers: { 'content-type': 'application/json' } };
  await api.json(`/v1/documents/${id}/pages/1/words/${found.id}`, init);
}

async function fetchBytes(path: string): Promise<{ type: string | null; disposition: string | null; bytes: Buffer }> {
  const response = await api.call(path);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    type: response.headers.get('content-type'),
    disposition: response.headers.get('content-disposition'),
    bytes,
  };
}
const fetchText = async (path: string) => (await fetchBytes(path)).bytes.toString('utf8');
const unzip = (bytes: Buffer) => unzipSync(new Uint8Array(bytes));

describe('a document', () => {
  it.each([
    ['txt', 'text/plain; charset=utf-8', 'txt', 'aspirin'],
    ['json', 'application/json; charset=utf-8', 'json', '"text":"aspirin"'],
    ['pdf', 'application/pdf', 'pdf', '%PDF-1.7'],
    ['alto', 'application/xml; charset=utf-8', 'alto.xml', 'CONTENT="aspirin" WC="1" CS="true"'],
    ['hocr', 'application/xhtml+xml; charset=utf-8', 'hocr', '>aspirin</span>'],
    ['fhir', 'application/fhir+json; charset=utf-8', 'fhir.json', '"resourceType":"Bundle"'],
  ])('leaves as %s, with what people corrected', async (format, type, extension, content) => {
    const id = await newDocument([['take aspi?rn daily'], ['second']]);
    await correct(id, 1, 'aspirin');
    const file = await fetchBytes(`/v1/documents/${id}/export?format=${format}`);
    expect(file).toMatchObject({ type, disposition: `attachment; filename="${id}.${extension}"` });
    expect(file.bytes.toString('utf8')).toContain(content);
    expect(file.bytes.toString('utf8')).not.toContain('CONTENT="aspirn"');
  });

  it('leaves as PAGE-XML, a file a page in an archive, or one page alone', async () => {
    const id = await newDocument([['take aspi?rn'], ['second']]);
    const { type, bytes } = await fetchBytes(`/v1/documents/${id}/export?format=page`);
    const files = unzip(bytes);
    expect([type, Object.keys(files)]).toEqual(['application/zip', [`${id}/page-0001.xml`, `${id}/page-0002.xml`]]);
    expect(strFromU8(files[`${id}/page-0002.xml`])).toContain('<Unicode>second</Unicode>');
    const alone = await fetchText(`/v1/documents/${id}/export?format=page&page=1`);
    expect(alone).toContain('<TextEquiv index="0" conf="0.5"><Unicode>aspirn</Unicode></TextEquiv>');
    expect(alone).toContain('<TextEquiv index="1" conf="0.2"><Unicode>aspirne</Unicode></TextEquiv>');
  });

  it.each([
    ['txt', undefined, 'take aspirn?'],
    ['txt', 'letters', 'take aspi?rn'],
    ['txt', 'none', 'take aspirn'],
    ['hocr', undefined, '>aspirn</span>'],
    ['hocr', 'words', '>aspirn?</span>'],
    ['hocr', 'letters', '>aspi?rn</span>'],
    ['json', 'none', '"markedText":"aspirn","doubtfulLetters":[3]'],
    ['alto', 'words', 'CONTENT="aspirn" WC="0.5"'],
  ])('leaves as %s with the marks %s', async (format, marks, content) => {
    const id = await newDocument([['take aspi?rn']]);
    const query = marks ? `&marks=${marks}` : '';
    expect(await fetchText(`/v1/documents/${id}/export?format=${format}${query}`)).toContain(content);
    const { batchId } = await api.json<DocumentView>(`/v1/documents/${id}`);
    const files = unzip((await fetchBytes(`/v1/batches/${batchId}/export?format=${format}${query}`)).bytes);
    expect(strFromU8(Object.values(files)[0])).toContain(content);
  });

  it('leaves one page at a time when that is asked for', async () => {
    const id = await newDocument([['one'], ['two'], ['three']]);
    expect(await fetchText(`/v1/documents/${id}/export?format=txt&page=2`)).toBe('two');
    const alto = await fetchText(`/v1/documents/${id}/export?format=alto&page=3`);
    expect([...alto.matchAll(/PHYSICAL_IMG_NR="(\d)"/g)].map(([, number]) => number)).toEqual(['3']);
    const missing = await api.call(`/v1/documents/${id}/export?format=pdf&page=4`);
    expect([missing.status, (await errorOf(missing)).code]).toEqual([404, 'page.not_found']);
  });

  it('that is not opened yet, a format that is not offered, and a stranger are answered with a reason', async () => {
    const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    const path = `/v1/documents/${files[0].documentId}/export`;
    const early = await api.call(`${path}?format=pdf`);
    expect([early.status, (await errorOf(early)).code]).toEqual([409, 'export.nothing_yet']);
    const wrong = await api.call(`${path}?format=docx`);
    expect([wrong.status, (await errorOf(wrong)).message]).toEqual([
      400,
      'This format is not available. Choose txt, json, pdf, alto, page, hocr or fhir.',
    ]);
    const headers = { authorization: `Bearer ${await api.strangerKey()}` };
    for (const format of ['pdf', 'page', 'fhir'])
      expect((await api.call(`${path}?format=${format}`, { headers })).status).toBe(404);
  });
});

describe('a long document', () => {
  const pages = 14;
  let id: string;
  beforeAll(async () => {
    const { files } = await api.receipt([{ name: 'long.png', bytes: pngBytes() }]);
    id = files[0].documentId as string;
    await read(
      id,
      Array.from({ length: pages }, () => ['word']),
      largePicture(),
    );
  });

  /** Begins to take the document as a PDF and stops after the first bytes. */
  async function begin(signal?: AbortSignal) {
    const response = await api.call(`/v1/documents/${id}/export?format=pdf`, { signal });
    const reader = response.body?.getReader();
    await reader?.read();
    return reader;
  }

  it('is not read further ahead than its reader takes it, and no further when the reader goes away', async () => {
    pictures = 0;
    const leaving = new AbortController();
    await begin(leaving.signal);
    let before = -1;
    await until('the buffers between server and reader are full', async () => {
      before = pictures;
      await new Promise((resolve) => setTimeout(resolve, allowedMs(500)));
      return pictures === before;
    });
    expect(pictures).toBeGreaterThan(0);
    expect(pictures).toBeLessThan(pages - 3);
    leaving.abort();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(pictures).toBeLessThanOrEqual(before + 1);
  });

  it('arrives whole when it is read to its end', async () => {
    const { bytes } = await fetchBytes(`/v1/documents/${id}/export?format=pdf`);
    expect(bytes.length).toBeGreaterThan(pages * largePicture().length);
    expect(bytes.toString('latin1', bytes.length - 6)).toBe('%%EOF\n');
  });

  it('that is deleted while it is sent breaks off instead of ending as if it were whole', async () => {
    const reader = await begin();
    expect((await api.call(`/v1/documents/${id}`, { method: 'DELETE' })).status).toBe(204);
    const rest = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(rest()).rejects.toThrow();
  });
});

/**
 * A JPEG of about three megabytes: comments, which nobody shows, stand before the picture's own
 * frame.
 */
function largePicture(): Buffer {
  const comment = Buffer.alloc(65_004, 7);
  comment.set([0xff, 0xfe]);
  comment.writeUInt16BE(65_002, 2);
  return Buffer.concat([picture.subarray(0, 2), ...Array.from({ length: 46 }, () => comment), picture.subarray(2)]);
}

describe('an upload', () => {
  it('leaves as one archive with a manifest that accounts for every file', async () => {
    const twin = pngBytes();
    const earlier = await api.receipt([{ name: 'earlier.png', bytes: twin }]);
    await read(earlier.files[0].documentId as string, [['the twin']]);
    const receipt = await api.receipt([
      { name: 'letter.png', bytes: pngBytes() },
      { name: 'again.png', bytes: twin },
      { name: 'notes.txt', bytes: Buffer.from('text') },
      { name: 'waiting: "now"?.png', bytes: pngBytes() },
      { name: 'last.png', bytes: pngBytes() },
    ]);
    await read(receipt.files[0].documentId as string, [['dear sir'], ['yours']]);
    await read(receipt.files[4].documentId as string, [['last']]);
    const { type, disposition, bytes } = await fetchBytes(`/v1/batches/${receipt.id}/export?format=txt`);
    expect([type, disposition]).toEqual(['application/zip', `attachment; filename="${receipt.id}.zip"`]);
    const files = unzip(bytes);
    expect(Object.keys(files)).toEqual(['0001-letter.txt', '0002-earlier.txt', '0004-last.txt', 'manifest.json']);
    expect(strFromU8(files['0001-letter.txt'])).toBe('dear sir\fyours');
    const manifest = JSON.parse(strFromU8(files['manifest.json']));
    expect(manifest).toMatchObject({ version: 1, batch: receipt.id, format: 'txt' });
    expect(manifest.files).toMatchObject([
      { name: 'letter.png', status: 'accepted', documentStatus: 'done', exported: ['0001-letter.txt'] },
      { name: 'again.png', status: 'duplicate', exported: ['0002-earlier.txt'] },
      { name: 'notes.txt', status: 'rejected', error: { code: expect.any(String) }, exported: [] },
      { status: 'accepted', documentStatus: 'received', exported: [] },
      { name: 'last.png', exported: ['0004-last.txt'] },
    ]);
  });

  it.each(['json', 'pdf', 'alto', 'page', 'hocr', 'fhir'])('leaves as %s too', async (format) => {
    const id = await newDocument([['one'], ['two']], 'letter.v2.png');
    const { batchId } = await api.json<DocumentView>(`/v1/documents/${id}`);
    const files = unzip((await fetchBytes(`/v1/batches/${batchId}/export?format=${format}`)).bytes);
    const names: Record<string, string[]> = {
      page: ['0001-letter.v2/page-0001.xml', '0001-letter.v2/page-0002.xml'],
      alto: ['0001-letter.v2.alto.xml'],
      fhir: ['0001-letter.v2.fhir.json'],
    };
    expect(Object.keys(files)).toEqual([...(names[format] ?? [`0001-letter.v2.${format}`]), 'manifest.json']);
  });

  it('that has nothing to give, and a stranger, are answered with a reason', async () => {
    const { id } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    expect((await api.json<BatchView>(`/v1/batches/${id}`)).status).toBe('processing');
    const early = await api.call(`/v1/batches/${id}/export?format=pdf`);
    expect([early.status, (await errorOf(early)).code]).toEqual([409, 'export.nothing_yet']);
    const headers = { authorization: `Bearer ${await api.strangerKey()}` };
    const path = `/v1/batches/${id}/export?format=pdf`;
    expect((await errorOf(await api.call(path, { headers }))).code).toBe('batch.not_found');
  });
});
