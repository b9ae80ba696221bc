import { AppError } from '@longhand/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openDatabase } from '@longhand/db';
import { allowedMs } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from './openapi-requests.test-suite.js';
import { errorOf, startApi, type TestApi } from './start-api.test-suite.js';

const ID = '0198a0c4-0000-7000-8000-000000000001';
let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

describe('access', () => {
  it('is refused on every route of the OpenAPI document without a key, with a wrong or a revoked one', async () => {
    const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as OpenAPIObject;
    const { key, keyId } = await api.db.apiKeys.create(api.tenantId, 'to be revoked');
    await api.db.apiKeys.revoke(api.tenantId, keyId);
    let closed = 0;
    for (const { method, template, route } of operationsOf(document)) {
      const url = api.url + template.replace(/\{(number|index)\}/, '1').replace(/\{\w+\}/g, ID);
      const ask = async (headers: Record<string, string>) => {
        const response = await fetch(url, { method, headers });
        // An answer to HEAD has no body.
        return [route, response.status, method === 'HEAD' ? undefined : (await errorOf(response)).code];
      };
      const code = (word: string) => (method === 'HEAD' ? undefined : word);
      expect(await ask({})).toEqual([route, 401, code('auth.missing')]);
      for (const authorization of [`Bearer ${key}`, `Bearer ${api.key}x`, `Basic ${api.key}`, 'Bearer']) {
        expect(await ask({ authorization })).toEqual([route, 401, code('auth.invalid')]);
      }
      closed += 1;
    }
    expect(closed).toBeGreaterThanOrEqual(28);
  });

  it('needs no key for health, the OpenAPI document and the documentation', async () => {
    for (const path of ['/health/live', '/health/ready', '/openapi.json', '/docs']) {
      expect([path, (await fetch(api.url + path)).status]).toEqual([path, 200]);
    }
  });

  it('to an upload is refused without the upload being read', async () => {
    const response = await fetch(`${api.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: Buffer.alloc(2_000_000),
    });
    expect([response.status, (await errorOf(response)).code]).toEqual([401, 'auth.missing']);
  });
});

describe('errors', () => {
  it('have one shape, with the id of the request', async () => {
    const response = await api.call(`/v1/documents/${ID}`, { headers: { 'x-request-id': 'my-request-42' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('x-request-id')).toBe('my-request-42');
    expect(await response.json()).toEqual({
      error: { code: 'document.not_found', message: 'There is no such document.', requestId: 'my-request-42' },
    });
  });

  it('do not take over a request id that is not a plain one', async () => {
    const response = await api.call(`/v1/documents/${ID}`, { headers: { 'x-request-id': '<script>' } });
    expect((await errorOf(response)).requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  const json = (body: string, type = 'application/json') => ({
    method: 'PATCH',
    body,
    headers: { 'content-type': type },
  });

  it.each([
    ['an unknown address', '/v1/nothing?patient=Smith', undefined, [404, 'route.not_found']],
    ['an id that is none', '/v1/documents/7', undefined, [400, 'request.invalid']],
    ['a page that is none', `/v1/documents/${ID}/pages/0`, undefined, [400, 'request.invalid']],
    ['a search without words', '/v1/search?q=', undefined, [400, 'request.invalid']],
    ['a limit that is too high', '/v1/search?q=a&limit=100000', undefined, [400, 'request.invalid']],
    ['a cursor of no list', '/v1/documents?cursor=abc', undefined, [400, 'request.bad_cursor']],
    ['a day that is none', '/v1/documents?from=2023-02-30', undefined, [400, 'request.invalid']],
    ['a day before all days', '/v1/documents?from=0000-01-01', undefined, [400, 'request.invalid']],
    ['a title with a control character', '/v1/documents?title=a%00b', undefined, [400, 'request.invalid']],
    ['a searched title with one', '/v1/search?q=a&title=a%00b', undefined, [400, 'request.invalid']],
    ['an unknown export', `/v1/documents/${ID}/export?format=docx`, undefined, [400, 'export.format_unsupported']],
    ['a batch that is not there', `/v1/batches/${ID}`, undefined, [404, 'batch.not_found']],
    ['events of a batch that is not there', `/v1/batches/${ID}/events`, undefined, [404, 'batch.not_found']],
    ['events of a document that is not there', `/v1/documents/${ID}/events`, undefined, [404, 'document.not_found']],
    ['a text that is not there', `/v1/documents/${ID}/text`, undefined, [404, 'document.not_found']],
    ['a page that is not there', `/v1/documents/${ID}/pages/1`, undefined, [404, 'page.not_found']],
    ['an image that is not there', `/v1/documents/${ID}/pages/1/image`, undefined, [404, 'page.not_found']],
    ['broken JSON', `/v1/documents/${ID}`, json('{"title":'), [400, 'request.invalid']],
    ['an unknown field', `/v1/documents/${ID}`, json('{"titel":"Smith"}'), [400, 'request.invalid']],
    ['no change at all', `/v1/documents/${ID}`, json('{}'), [400, 'request.invalid']],
    [
      'a body that is too large',
      `/v1/documents/${ID}`,
      json(JSON.stringify({ title: 'x'.repeat(300_000) })),
      [413, 'request.too_large'],
    ],
    ['a deletion of nothing', `/v1/documents/${ID}`, { method: 'DELETE' }, [404, 'document.not_found']],
  ])('answer %s', async (_, path, init, expected) => {
    const response = await api.call(path, init);
    const error = await errorOf(response);
    expect([response.status, error.code]).toEqual(expected);
    expect(error.message).not.toContain('Smith');
  });

  it('say that the database is away when it is', async () => {
    const away = await startApi({}, (deps) => {
      const nowhere = openDatabase({ url: 'postgres://longhand@127.0.0.1:1/longhand', pool: 1, log: deps.log });
      return { ...deps, db: { ...deps.db, apiKeys: nowhere.apiKeys, search: nowhere.search } };
    });
    try {
      const response = await away.call('/v1/search?q=word');
      expect([response.status, (await errorOf(response)).code]).toEqual([503, 'db.unavailable']);
    } finally {
      await away.close();
    }
  });

  it('of our own say nothing but that they happened', async () => {
    const broken = await startApi({}, (deps) => ({
      ...deps,
      db: { ...deps.db, search: { ...deps.db.search, find: () => Promise.reject(new Error('password=hunter2')) } },
    }));
    try {
      const response = await broken.call('/v1/search?q=word');
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(JSON.parse(text).error.code).toBe('internal');
      expect(text).not.toContain('hunter2');
    } finally {
      await broken.close();
    }
  });
});

describe('health', () => {
  const never = () => new Promise<never>(() => undefined);

  it('is degraded while no worker was seen, and up with one', async () => {
    const ready = async () => (await fetch(`${api.url}/health/ready`)).json();
    expect(await ready()).toMatchObject({
      status: 'degraded',
      database: { status: 'up' },
      queue: { status: 'up' },
      store: { status: 'up' },
    });
    const detail = { engine: { name: 'wasm', tried: [{ name: 'webgpu', reason: 'no adapter' }] } };
    await api.db.workers.beat({ id: 'w1', kind: 'ocr-worker', startedAt: new Date(), detail });
    expect(await ready()).toMatchObject({ status: 'up', workers: [{ id: 'w1', kind: 'ocr-worker', detail }] });
  });

  it.each([
    ['queue', 200, 'degraded'],
    ['database', 503, 'down'],
    ['store', 503, 'down'],
  ])('answers in time when the %s hangs', async (part, status, word) => {
    const hanging = await startApi({}, (deps) => ({
      ...deps,
      queue: part === 'queue' ? ({ ...deps.queue, ping: never } as typeof deps.queue) : deps.queue,
      db: part === 'database' ? { ...deps.db, ping: never } : deps.db,
      store: part === 'store' ? ({ ...deps.store, check: never } as unknown as typeof deps.store) : deps.store,
    }));
    try {
      const startedAt = performance.now();
      const response = await fetch(`${hanging.url}/health/ready`);
      expect(performance.now() - startedAt).toBeLessThan(allowedMs(4000));
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ status: word, [part]: { status: 'down' } });
    } finally {
      await hanging.close();
    }
  });

  it('does not need the queue to take files', async () => {
    const without = await startApi({}, (deps) => {
      const gone = () => Promise.reject(new AppError('queue.unavailable', 'The queue does not answer.'));
      return {
        ...deps,
        queue: { ...deps.queue, ping: gone, enqueue: gone, enqueueMany: gone, depth: gone } as typeof deps.queue,
      };
    });
    try {
      const { files } = await without.receipt([{ name: 'a.pdf', bytes: Buffer.from('%PDF-1.4') }]);
      expect(files[0].status).toBe('accepted');
      const metrics = await (await without.call('/metrics')).text();
      expect(metrics).toContain('longhand_documents_waiting 1\n');
      expect(metrics).not.toMatch(/^longhand_queue_depth/m);
    } finally {
      await without.close();
    }
  });

  it('has numbers for Prometheus', async () => {
    const response = await api.call('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines).toContain('longhand_queue_depth{queue="segment-page"} 0');
    expect(lines).toContain('longhand_pages_waiting{status="queued"} 0');
    // the format ignores empty lines, which part the families
    for (const line of lines.filter((line) => line !== ''))
      expect(line).toMatch(/^(# (HELP|TYPE) .+|longhand_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/);
  });
});
