import type { BatchList, BatchView } from '@longhand/contracts';
import { allowedMs } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';
import { readDocument } from './read-document.test-suite.js';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

describe('batches', () => {
  it('are listed, newest first, with how far they are', async () => {
    const older = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    const newer = await api.receipt([
      { name: 'b.png', bytes: pngBytes() },
      { name: 'c.txt', bytes: Buffer.from('text') },
    ]);
    await readDocument(api, older.files[0].documentId as string, [['a'], undefined]);
    const { batches } = await api.json<BatchList>('/v1/batches?limit=2');
    expect(batches).toMatchObject([
      { id: newer.id, status: 'processing', counts: { files: 2, accepted: 1, rejected: 1 } },
      { id: older.id, status: 'partly_failed', counts: { pages: 2, pagesDone: 1, pagesFailed: 1 } },
    ]);
    const batch = await api.json<BatchView>(`/v1/batches/${older.id}`);
    expect(batch).toMatchObject({ progress: 1, documents: [{ pageCount: 2, pagesDone: 1, pagesFailed: 1 }] });
  });
});

describe('events', () => {
  it.each(['documents', 'batches'])('of %s agree with polling and end when all is done', async (kind) => {
    const { id: batchId, files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    const documentId = files[0].documentId as string;
    const path = kind === 'batches' ? `/v1/batches/${batchId}` : `/v1/documents/${documentId}`;
    const response = await api.call(`${path}/events`);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reading = response.text();
    const atFirst = await api.json(path);
    await readDocument(api, documentId, [['a'], ['b']]);
    const events = (await reading)
      .trimEnd()
      .split('\n\n')
      .map((event) => event.split('\n'));
    const name = kind === 'batches' ? 'batch' : 'document';
    expect(events.at(0)?.[0]).toBe(`event: ${name}`);
    expect(events.at(-1)).toEqual(['event: end', 'data: {}']);
    const facts = events
      .filter(([type]) => type === `event: ${name}`)
      .map(([, data]) => JSON.parse(data.slice('data: '.length)));
    expect(facts[0]).toEqual(atFirst);
    expect(facts.at(-1)).toEqual(await api.json(path));
    expect(facts.at(-1)).toMatchObject({ status: 'done' });
  });

  it('stop when their reader goes away, and do not hold up the end of the process', async () => {
    const other = await startApi();
    const { files } = await other.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    const stream = await other.call(`/v1/documents/${files[0].documentId}/events`);
    expect(stream.status).toBe(200);
    const startedAt = performance.now();
    await other.close();
    expect(performance.now() - startedAt).toBeLessThan(allowedMs(5000));
    expect(await stream.text()).toContain('event: document');
  });
});
