import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { PageView } from '@longhand/contracts';
import { cleanPage, segmentPage } from '@longhand/core';
import { decodePage, encodeGrayPng } from '@longhand/image-io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCorrections } from './read-corrections.js';

const sample = fileURLToPath(new URL('../../../samples/records/letter.png', import.meta.url));
const [documentId, pageId] = ['0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000002'];
const [key, at] = ['key-of-a-test', '2026-01-01T00:00:00.000Z'];

let server: Server;
let url: string;
let lines: PageView['lines'];
let strips: ReturnType<typeof segmentPage>['strips'];

/** A system that has one document, whose page was read and in part corrected. */
beforeAll(async () => {
  const { gray: whole } = await decodePage(sample, 1, { maxPixels: 50_000_000, maxPages: 1, timeoutMs: 60_000 });
  // The head of the letter: enough lines, and soon segmented.
  const height = Math.round(0.3 * whole.height);
  const gray = { width: whole.width, height, data: whole.data.slice(0, whole.width * height) };
  const segmented = segmentPage(cleanPage(gray));
  strips = segmented.strips;
  lines = segmented.layout.lines.map(({ box, baseline, words }, number) => ({
    id: `0198a000-0000-7000-9000-${String(number).padStart(12, '0')}`,
    number,
    box,
    baseline,
    words: words.map((word, i) => {
      const id = `0198a000-0000-7000-8000-${String(100 * number + i + 100).padStart(12, '0')}`;
      const text = `w${number}${i}`;
      const reading = {
        text,
        markedText: text,
        reading: text,
        confidence: 0.9,
        uncertain: false,
        doubtfulLetters: [],
        alternatives: [],
      };
      return { id, ...reading, box: word.box };
    }),
  }));
  const page = {
    id: pageId,
    documentId,
    number: 1,
    status: 'recognised',
    width: gray.width,
    height: gray.height,
    lines,
    deleted: [],
  };
  const summary = {
    id: documentId,
    batchId: pageId,
    name: 'n',
    title: 't',
    tags: [],
    status: 'done',
    pageCount: 1,
    mediaType: 'image/png',
    sizeBytes: 1,
    createdAt: at,
    updatedAt: at,
  };
  const document = { ...summary, sha256: 'x', pagesDone: 1, pagesFailed: 0, timeline: [] };
  const answers = new Map<string, () => unknown>([
    ['/v1/documents', () => ({ documents: [summary], more: false })],
    [`/v1/documents/${documentId}`, () => ({ ...document, pages: [{ id: pageId, number: 1, status: 'recognised' }] })],
    [`/v1/documents/${documentId}/pages/1`, () => page],
  ]);
  const image = await encodeGrayPng(gray);
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://here');
    if (request.headers.authorization !== `Bearer ${key}`) {
      const error = { code: 'auth.missing', message: 'Give a key.', requestId: 'r' };
      response.writeHead(401).end(JSON.stringify({ error }));
    } else if (pathname.endsWith('/image')) response.end(image);
    else response.end(JSON.stringify(answers.get(pathname)!()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function correct(line: number, word: number, text: string): void {
  Object.assign(lines[line].words[word], { text, correctedBy: 'someone', correctedAt: at });
}

test('nothing corrected, nothing to learn', async () => {
  expect(await readCorrections({ url, apiKey: key })).toEqual({ lines: [], pages: 0, doubtful: 0, moved: 0 });
});

test('corrected lines come with strip and whole text; doubtful ones only where the page was proofread', async () => {
  expect(lines.length).toBeGreaterThan(2);
  correct(1, 0, 'Dear');
  correct(1, 1, '');
  correct(2, 0, 'half');
  lines[2].words[1].uncertain = true;
  const found = await readCorrections({ url, apiKey: key });
  expect(found).toMatchObject({ pages: 1, doubtful: 1, moved: 0 });
  expect(found.lines).toHaveLength(1);
  const [{ text, page, strip }] = found.lines;
  expect(text).toMatch(/^Dear( w12.*)?$/);
  expect(page).toBe(`${documentId}/1`);
  const wanted = strips.find((own) => own.line === 1)!;
  expect([strip.width, strip.height, strip.data]).toEqual([wanted.width, wanted.height, wanted.data]);

  const all = await readCorrections({ url, apiKey: key }, { proofread: true });
  expect(all.lines).toHaveLength(lines.length);
  expect(all.doubtful).toBe(0);
});

test('a line that is not there any more is counted', async () => {
  const { box } = lines[1];
  lines[1].box = { ...box, y: box.y + 3 * box.height, x: box.x + box.width };
  expect(await readCorrections({ url, apiKey: key })).toMatchObject({ lines: [], moved: 1 });
  lines[1].box = box;
});

test('a refusal keeps its sentence; silence is named', async () => {
  await expect(readCorrections({ url, apiKey: 'other' })).rejects.toMatchObject({
    code: 'training.system_refused',
    message: expect.stringContaining('Give a key.'),
  });
  await expect(readCorrections({ url: 'http://127.0.0.1:1', apiKey: key })).rejects.toMatchObject({
    code: 'training.system_silent',
  });
});
