import { PassThrough } from 'node:stream';
import { createLogger } from '@longhand/log';
import type { AuditEntry } from '@longhand/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngBytes, startApi, type TestApi } from './start-api.test-suite.js';

/**
 * Stands in every place where a patient's name could: file names, titles, tags, search words, wrong
 * fields, wrong addresses.
 */
const SECRET = 'Mustermann';

let api: TestApi;
let logged = '';
const audited: AuditEntry[] = [];

beforeAll(async () => {
  const destination = new PassThrough();
  destination.on('data', (chunk) => {
    logged += chunk;
  });
  api = await startApi({}, (deps) => ({
    ...deps,
    log: createLogger({ service: 'api', level: 'trace', destination }),
    db: {
      ...deps.db,
      audit: {
        ...deps.db.audit,
        append: (entry) => {
          audited.push(entry);
          return deps.db.audit.append(entry);
        },
      },
      together: (tenantId, work) =>
        deps.db.together(tenantId, (parts) =>
          work({
            ...parts,
            audit: {
              ...parts.audit,
              append: (entry) => {
                audited.push(entry);
                return parts.audit.append(entry);
              },
            },
          }),
        ),
      // One call that fails in the way databases do: with the values in its message.
      pages: { ...deps.db.pages, text: () => Promise.reject(new Error('row is not what it should be')) },
    },
  }));
});
afterAll(() => api?.close());

describe('privacy', () => {
  it('keeps names, titles and search words out of log and audit, and audits every access to a record', async () => {
    const json = (body: unknown, method = 'PATCH') => ({
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    const { id: batchId, files } = await api.receipt([
      { name: `${SECRET}.png`, bytes: pngBytes() },
      { name: `${SECRET}.txt`, bytes: Buffer.from(SECRET) },
      { metadata: { [`${SECRET}.png`]: { title: SECRET, tags: [SECRET] } } },
    ]);
    const id = files[0].documentId as string;
    const path = `/v1/documents/${id}`;
    for (const [route, init] of [
      ['/v1/batches'],
      [`/v1/batches/${batchId}`],
      [`/v1/documents?title=${SECRET}&tag=${SECRET}`],
      [path],
      [path, json({ title: SECRET })],
      [path, json({ [SECRET]: SECRET })],
      [`${path}/text`],
      [`${path}/pages/1`],
      [`/v1/search?q=${SECRET}&title=${SECRET}`],
      [`/v1/search?q=a&cursor=${SECRET}`],
      ['/v1/sessions', json({ name: SECRET, password: SECRET, tenant: SECRET }, 'POST')],
      ['/v1/users', json({ name: `${SECRET} ${SECRET}`, role: 'clerk' }, 'POST')],
      [`/v1/${SECRET}?name=${SECRET}`],
      [`/v1/documents/${SECRET}`],
      [`${path}/cancel`, { method: 'POST' }],
      [path, { method: 'DELETE' }],
    ] as [string, RequestInit?][]) {
      await (await api.call(route, init)).text();
    }
    expect(logged).toContain('"route":"/v1/documents/:id"');
    expect(logged).toContain('row is not what it should be');
    expect(logged).not.toContain(SECRET);
    expect(logged).not.toContain(api.key.slice(-20));

    expect(audited.map(({ action, object }) => [action, object])).toEqual([
      ['batch.create', batchId],
      ['batch.read', '-'],
      ['batch.read', batchId],
      ['document.list', '-'],
      ['document.read', id],
      ['document.change', id],
      ['document.read', id],
      ['page.read', `${id}/1`],
      ['search', '-'],
      ['search', '-'],
      ['document.cancel', id],
      ['document.delete', id],
      ['document.delete', id],
    ]);
    for (const { actor, tenantId, requestId } of audited) {
      expect([actor, tenantId, requestId]).toEqual([
        expect.stringMatching(/^key:/),
        api.tenantId,
        expect.stringMatching(/^[\w-]{36}$/),
      ]);
    }
    expect(JSON.stringify(audited)).not.toContain(SECRET);
    expect(await api.db.audit.firstBroken(api.tenantId)).toBeUndefined();
  });

  it('audits an upload that took a file and then failed', async () => {
    const before = audited.length;
    const response = await api.upload([{ name: 'a.png', bytes: pngBytes() }, { metadata: 'no JSON' }]);
    expect(response.status).toBe(400);
    const batchId = response.headers.get('location')?.split('/').at(-1);
    expect(audited.slice(before)).toMatchObject([{ action: 'batch.create', object: batchId }]);
  });
});
