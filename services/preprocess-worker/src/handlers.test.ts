import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { PermanentFailure } from '@longhand/core';
import { createLogger } from '@longhand/log';
import { SuspectLane, tryStep, workFoldersRoot } from '@longhand/runtime';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PageToSegment } from './page-task.js';
import { type SegmentPageDeps, segmentPageStep } from './segment-page.handler.js';
import { type SplitDocumentDeps, splitDocumentStep } from './split-document.handler.js';
import { removeOriginals } from './with-original.js';

const ids = { tenantId: 'tenant', documentId: 'document', pageId: 'page' };
const { tenantId, documentId } = ids;
const log = createLogger({ service: 'test', level: 'silent' });
const context = { signal: new AbortController().signal, lockLost: new AbortController().signal, log };
const worker = 'w1';
const relay = { kick: vi.fn() };
const fail = async () => undefined;
type Context = Parameters<typeof tryStep>[3];
const segmentPageHandler = (deps: SegmentPageDeps, payload: typeof ids, at: Context) =>
  tryStep(segmentPageStep(deps), new SuspectLane(), payload, at);
const splitDocumentHandler = (
  deps: SplitDocumentDeps,
  payload: { tenantId: string; documentId: string },
  at: Context,
) => tryStep(splitDocumentStep(deps), new SuspectLane(), payload, at);
const seen: string[] = [];

/** An object store in memory that knows one original. */
function memoryStore() {
  const objects = new Map<string, string>();
  return {
    objects,
    toFile: async (key: string, path: string) => {
      seen.push(path);
      await writeFile(path, `bytes of ${key}`);
    },
    put: async (key: string, body: unknown, options: { contentType: string; sizeBytes?: number }) => {
      objects.set(key, `${options.contentType}: ${(body as Buffer).toString('latin1')}`);
      return { sizeBytes: options.sizeBytes ?? 0, sha256: '' };
    },
    deletePrefix: async (prefix: string) => {
      for (const key of objects.keys()) if (key.startsWith(prefix)) objects.delete(key);
    },
  };
}

const segmented = {
  jpeg: Buffer.from('jpeg'),
  layoutJson: '{"lines":[]}',
  glyphs: Buffer.from('glyphs'),
  strips: Buffer.from('strips'),
  widthPx: 30,
  heightPx: 40,
  skewDegrees: -1.5,
  rotation: 180 as const,
  warnings: ['page.blurred' as const],
};

beforeEach(() => {
  relay.kick.mockClear();
  seen.length = 0;
});

function splitDeps({ starts = 1, isNew = true } = {}) {
  const finishSplit = vi.fn(async (..._args: unknown[]) => isNew);
  const open = vi.fn(async (path: string) => {
    expect(await readFile(path, 'utf8')).toBe('bytes of t/tenant/d/document/original');
    return { pageCount: 3 };
  });
  const beginSplit = vi.fn(async () => (starts ? ({ starts } as never) : undefined));
  const deps = {
    documents: { beginSplit, handBackSplit: async () => undefined, fail, finishSplit: finishSplit as never },
    store: memoryStore(),
    pool: { open },
    relay,
    worker,
  };
  return { deps, finishSplit, open };
}

test('split-document counts the pages and names a segment-page job for each', async () => {
  const { deps, finishSplit } = splitDeps();
  await splitDocumentHandler(deps, { tenantId, documentId }, context);
  const [tenant, document, { pageCount, nextOf, outcome }] = finishSplit.mock.calls[0] as [
    string,
    string,
    { pageCount: number; nextOf: (id: string) => object; outcome: object },
  ];
  expect([tenant, document, pageCount]).toEqual(['tenant', 'document', 3]);
  expect(nextOf('p1')).toMatchObject({
    contract: { queue: 'segment-page' },
    payload: { tenantId, documentId, pageId: 'p1' },
  });
  expect(outcome).toEqual({ tookMs: expect.any(Number), worker });
  expect(relay.kick).toHaveBeenCalledOnce();
});

test('split-document removes the original from the disk, also when it is refused', async () => {
  const { deps, open } = splitDeps();
  open.mockRejectedValueOnce(new PermanentFailure('pdf.encrypted', 'No.'));
  await expect(splitDocumentHandler(deps, { tenantId, documentId }, context)).rejects.toMatchObject({
    code: 'pdf.encrypted',
  });
  await splitDocumentHandler(deps, { tenantId, documentId }, context);
  expect(seen).toHaveLength(2);
  expect(existsSync(seen[0])).toBe(false);
  await removeOriginals(deps.store);
  expect(seen.filter((path) => !path.startsWith(workFoldersRoot('preprocess-worker')))).toEqual([]);
  expect(seen.filter((path) => existsSync(path))).toEqual([]);
});

test('split-document does nothing for a deleted document, and wakes nobody when another worker was first', async () => {
  const gone = splitDeps({ starts: 0 });
  await splitDocumentHandler(gone.deps, { tenantId, documentId }, context);
  expect(gone.open).not.toHaveBeenCalled();
  await splitDocumentHandler(splitDeps({ isNew: false }).deps, { tenantId, documentId }, context);
  expect(relay.kick).not.toHaveBeenCalled();
});

test('split-document gives up on a file that keeps ending its workers', async () => {
  const { deps, open } = splitDeps({ starts: 6 });
  const failure = await splitDocumentHandler(deps, { tenantId, documentId }, context).catch((error) => error);
  expect(failure).toBeInstanceOf(PermanentFailure);
  expect(failure.code).toBe('document.crashes_worker');
  expect(open).not.toHaveBeenCalled();
});

function segmentDeps(starts = 1, turn: object = { rotationDegrees: 90, rotatedByPerson: true }) {
  const markSegmented = vi.fn(async (..._args: unknown[]) => true);
  const segment = vi.fn(async (_path: string, _page: PageToSegment) => segmented);
  const begin = vi.fn(async () => (starts ? ({ starts, page: { number: 2, ...turn } } as never) : undefined));
  const store = memoryStore();
  const exists = vi.fn(async () => true);
  const pages = { begin, handBack: async () => undefined, fail, markSegmented: markSegmented as never };
  return {
    deps: { pages, documents: { exists }, store, pool: { segment }, relay, worker },
    exists,
    markSegmented,
    segment,
    store,
  };
}

test('segment-page stores picture, layout, glyphs and strips under the page, then names recognise-page', async () => {
  const { deps, markSegmented, segment, store } = segmentDeps();
  await segmentPageHandler(deps, ids, context);
  expect(segment.mock.calls[0][1]).toEqual({ number: 2, rotation: 90, isFixed: true });
  expect(Object.fromEntries(store.objects)).toEqual({
    't/tenant/d/document/p/2/image.jpg': 'image/jpeg: jpeg',
    't/tenant/d/document/p/2/layout.json': 'application/json: {"lines":[]}',
    't/tenant/d/document/p/2/glyphs.bin': 'application/octet-stream: glyphs',
    't/tenant/d/document/p/2/strips.bin': 'application/octet-stream: strips',
  });
  const found = { rotationDegrees: 180, warnings: ['page.blurred'] };
  const outcome = { widthPx: 30, heightPx: 40, skewDegrees: -1.5, ...found, tookMs: expect.any(Number), worker };
  const next = { contract: expect.objectContaining({ queue: 'recognise-page' }), payload: ids };
  expect(markSegmented).toHaveBeenCalledExactlyOnceWith('tenant', 'page', outcome, next);
  expect(relay.kick).toHaveBeenCalledOnce();
  await removeOriginals(store);
  expect(existsSync(seen[0])).toBe(false);
});

test('a turn that an earlier run found is found again, from the file as it is', async () => {
  const { deps, segment } = segmentDeps(1, { rotationDegrees: 180, rotatedByPerson: false });
  await segmentPageHandler(deps, ids, context);
  expect(segment.mock.calls[0][1]).toEqual({ number: 2, rotation: 0, isFixed: false });
});

test('a second run of segment-page leaves the same objects', async () => {
  const { deps, store } = segmentDeps();
  await segmentPageHandler(deps, ids, context);
  const first = new Map(store.objects);
  await segmentPageHandler(deps, ids, context);
  expect(store.objects).toEqual(first);
});

test('segment-page does nothing for a page past it, and gives up on one that keeps ending its workers', async () => {
  const past = segmentDeps(0);
  await segmentPageHandler(past.deps, ids, context);
  expect(past.segment).not.toHaveBeenCalled();
  const poison = segmentDeps(6);
  await expect(segmentPageHandler(poison.deps, ids, context)).rejects.toMatchObject({ code: 'page.crashes_worker' });
  expect(poison.store.objects.size).toBe(0);
});

test('segment-page does not move a page on after it was told to stop', async () => {
  const { deps, markSegmented, segment } = segmentDeps();
  const stop = new AbortController();
  segment.mockImplementationOnce(async () => {
    stop.abort(new Error('stopped'));
    return segmented;
  });
  await expect(segmentPageHandler(deps, ids, { ...context, signal: stop.signal })).rejects.toThrow('stopped');
  expect(markSegmented).not.toHaveBeenCalled();
});

describe('a document that is deleted while a page of it is in hand leaves no objects', () => {
  const other = 't/tenant/d/other/p/1/image.jpg';
  const setUp = (starts?: number) => {
    const all = segmentDeps(starts);
    all.store.objects.set(other, 'of another document');
    return all;
  };

  test('when it was deleted before the page was marked', async () => {
    const { deps, exists, markSegmented, store } = setUp();
    markSegmented.mockImplementationOnce(async () => {
      expect(store.objects.size).toBe(5);
      return false;
    });
    exists.mockResolvedValueOnce(false);
    await segmentPageHandler(deps, ids, context);
    expect([...store.objects.keys()]).toEqual([other]);
    expect(exists).toHaveBeenCalledExactlyOnceWith('tenant', 'document');
    expect(relay.kick).not.toHaveBeenCalled();
  });

  test('when a write fails, after the other writes have ended', async () => {
    const { deps, exists, store } = setUp();
    const { put } = store;
    store.put = async (key, ...rest) => {
      if (key.endsWith('image.jpg')) throw new Error('disk');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return put(key, ...rest);
    };
    exists.mockResolvedValueOnce(false);
    await expect(segmentPageHandler(deps, ids, context)).rejects.toThrow('disk');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect([...store.objects.keys()]).toEqual([other]);
  });

  test('when it was stopped while it wrote, and when looking fails the first error stays', async () => {
    const { deps, exists, store } = setUp();
    const stop = new AbortController();
    const { put } = store;
    store.put = async (...args) => {
      stop.abort(new Error('stopped'));
      return put(...args);
    };
    exists.mockRejectedValueOnce(new Error('database away'));
    await expect(segmentPageHandler(deps, ids, { ...context, signal: stop.signal })).rejects.toThrow('stopped');
    expect(exists).toHaveBeenCalledOnce();
  });

  test('when an earlier run was killed after its writes', async () => {
    const { deps, exists, store } = setUp(0);
    store.objects.set('t/tenant/d/document/p/2/image.jpg', 'left by a killed worker');
    exists.mockResolvedValueOnce(false);
    await segmentPageHandler(deps, ids, context);
    expect([...store.objects.keys()]).toEqual([other]);
  });

  test('but one that is cancelled, or whose page another worker finished, keeps them', async () => {
    const { deps, markSegmented, store } = setUp();
    markSegmented.mockResolvedValueOnce(false);
    await segmentPageHandler(deps, ids, context);
    expect(store.objects.size).toBe(5);
  });
});
