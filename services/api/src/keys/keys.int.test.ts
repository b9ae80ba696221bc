import type { AuditList, AuditReport, Key, KeyList, MadeKey } from '@longhand/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, storedKeys, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const body = (value: unknown, method = 'POST') => ({
  method,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
const as = (key: string, init: RequestInit = {}) => ({
  ...init,
  headers: { ...init.headers, authorization: `Bearer ${key}` },
});
const make = (role: string, more = {}) => api.json<MadeKey>('/v1/keys', body({ name: `a ${role}`, role, ...more }));

describe('keys', () => {
  it('are made for a role and a time, listed by their prefix without their secret, and revoked', async () => {
    const made = await make('clerk', { expiresInDays: 30 });
    expect(made.key).toBe(`lh_${made.prefix}.${made.key.split('.')[1]}`);
    expect(Date.parse(made.expiresAt as string) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
    const { keys } = await api.json<KeyList>('/v1/keys');
    const { key, ...shown } = made;
    expect(keys.find(({ id }) => id === made.id)).toEqual(shown satisfies Key);
    expect(JSON.stringify(keys)).not.toContain(key.split('.')[1]);
    expect((await api.call('/v1/documents', as(key))).status).toBe(200);
    expect((await api.call(`/v1/keys/${made.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await errorOf(await api.call('/v1/documents', as(key)))).code).toBe('auth.invalid');
    expect((await errorOf(await api.call(`/v1/keys/${made.id}`, { method: 'DELETE' }))).code).toBe('key.not_found');
    const after = await api.json<KeyList>('/v1/keys');
    expect(after.keys.find(({ id }) => id === made.id)?.revokedAt).toBeDefined();
  });

  it.each([
    { name: '', role: 'clerk' },
    { name: 'x', role: 'root' },
    { name: 'x' },
    { name: 'x', role: 'clerk', tenantId: 'y' },
  ])('are not made from %j', async (wrong) => {
    expect((await api.call('/v1/keys', body(wrong))).status).toBe(400);
  });
});

describe('roles', () => {
  it('allow what they are for and nothing else, and every refusal is written down', async () => {
    const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    const id = files[0].documentId as string;
    const correct = body({ text: 'x' }, 'PATCH');
    const asked: [string, string, RequestInit, string[]][] = [
      ['GET', `/v1/documents/${id}`, {}, ['clerk', 'reviewer', 'admin']],
      ['GET', '/v1/search?q=a', {}, ['clerk', 'reviewer', 'admin']],
      ['PATCH', `/v1/documents/${id}`, body({ title: 'T' }, 'PATCH'), ['clerk', 'reviewer', 'admin']],
      ['PATCH', `/v1/documents/${id}/pages/1/words/${id}`, correct, ['reviewer', 'admin']],
      ['PUT', `/v1/documents/${id}/retention`, body({}, 'PUT'), ['admin']],
      ['GET', '/v1/keys', {}, ['admin']],
      ['GET', '/v1/audit', {}, ['auditor', 'admin']],
      ['GET', '/v1/audit/verify', {}, ['auditor', 'admin']],
      ['GET', '/metrics', {}, ['clerk', 'reviewer', 'auditor', 'admin']],
      ['DELETE', `/v1/documents/${id}`, { method: 'DELETE' }, ['admin']],
    ];
    for (const role of ['clerk', 'reviewer', 'auditor', 'admin']) {
      const { key, id: keyId } = await make(role);
      let refused = 0;
      for (const [method, path, init, allowed] of asked) {
        const response = await api.call(path, as(key, { ...init, method }));
        const isForbidden = response.status === 403;
        expect([role, path, isForbidden]).toEqual([role, path, !allowed.includes(role)]);
        if (isForbidden) {
          expect((await errorOf(response)).code).toBe('auth.forbidden');
          refused += 1;
        }
      }
      const { rows } = await api.json<AuditList>('/v1/audit?limit=200');
      const mine = rows.filter(({ actor, action }) => actor === `key:${keyId}` && action === 'refused');
      expect([role, mine.length]).toEqual([role, refused]);
      for (const { object } of mine) expect(object).toMatch(/^[A-Z]+ \/v1\//);
    }
  });

  it('of a key that has expired is none, and its use is written down', async () => {
    const { key, keyId } = await api.db.apiKeys.create(api.tenantId, 'old', { expiresAt: new Date(Date.now() - 1) });
    expect((await api.call('/v1/documents', as(key))).status).toBe(401);
    const { rows } = await api.json<AuditList>('/v1/audit?limit=2');
    expect(rows).toContainEqual(expect.objectContaining({ actor: `key:${keyId}`, action: 'refused' }));
  });
});

describe('the audit log', () => {
  it('is read in pages, newest first, and says that it is whole', async () => {
    const first = await api.json<AuditList>('/v1/audit?limit=3');
    expect(first.rows).toHaveLength(3);
    const second = await api.json<AuditList>(`/v1/audit?limit=3&cursor=${first.cursor}`);
    expect(Number(second.rows[0].id)).toBeLessThan(Number(first.rows[2].id));
    expect(await api.json<AuditReport>('/v1/audit/verify')).toMatchObject({ isIntact: true, isEndMissing: false });
  });
});

describe('a held document', () => {
  it('keeps its rows and its files until the hold is lifted', async () => {
    const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
    const path = `/v1/documents/${files[0].documentId}`;
    const hold = { holdReason: 'Case 12', retainUntil: '2099-01-01' };
    expect(await api.json(`${path}/retention`, body(hold, 'PUT'))).toEqual(hold);
    const refusal = await api.call(path, { method: 'DELETE' });
    expect([refusal.status, (await errorOf(refusal)).code]).toEqual([409, 'document.held']);
    expect(await storedKeys(api)).toHaveLength(1);
    expect(await api.json(`${path}/retention`, body({}, 'PUT'))).toEqual({});
    expect((await api.call(path, { method: 'DELETE' })).status).toBe(204);
    expect(await storedKeys(api)).toEqual([]);
  });

  it('is in no cache', async () => {
    expect((await api.call('/v1/documents')).headers.get('cache-control')).toBe('no-store');
  });
});
