import { createHash } from 'node:crypto';
import type { AuditList, Emergency, EmergencyList, MadeUser, Me, StartedSession } from '@longhand/contracts';
import { hashPassword } from '@longhand/db';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, pngBytes, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let sql: pg.Client;
beforeAll(async () => {
  let url = '';
  api = await startApi({}, (deps) => {
    url = deps.config.databaseUrl;
    return deps;
  });
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await api?.close();
});

const body = (value: unknown, method = 'POST') => ({
  method,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
const ask = (token: string, path: string, init: RequestInit = {}) =>
  fetch(api.url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

async function person(name: string, role: 'auditor' | 'clerk'): Promise<string> {
  const passwordHash = await hashPassword('a password of theirs');
  await api.db.users.create(api.tenantId, { name, role, passwordHash, mustChange: false });
  const response = await fetch(
    `${api.url}/v1/sessions`,
    body({ tenant: 'clinic', name, password: 'a password of theirs' }),
  );
  return ((await response.json()) as StartedSession).token;
}

it('a person takes access with a reason, uses it, and loses it in time; all of it is audited', async () => {
  const { files } = await api.receipt([{ name: 'a.png', bytes: pngBytes() }]);
  const document = `/v1/documents/${files[0].documentId}`;
  const [auditor, clerk] = [await person('inspector', 'auditor'), await person('desk', 'clerk')];
  expect((await ask(auditor, document)).status).toBe(403);
  for (const wrong of [{}, { reason: 'short' }, { reason: 'long enough, but', minutes: 241 }]) {
    expect((await ask(auditor, '/v1/break-glass', body(wrong))).status).toBe(400);
  }
  const reason = 'Ward 3 needs the chart now, nobody else is here';
  const opening = await ask(auditor, '/v1/break-glass', body({ reason, minutes: 30 }));
  const opened = (await opening.json()) as Emergency;
  expect([opening.status, Date.parse(opened.expiresAt) - Date.parse(opened.createdAt)]).toEqual([201, 30 * 60_000]);
  expect((await ask(auditor, document)).status).toBe(200);
  expect(((await (await ask(auditor, '/v1/me')).json()) as Me).emergencyUntil).toBe(opened.expiresAt);
  // Records, and nothing beside them; and nobody else's request.
  expect((await ask(auditor, document, { method: 'DELETE' })).status).toBe(403);
  expect((await ask(auditor, '/v1/keys')).status).toBe(403);
  expect((await ask(auditor, '/v1/users')).status).toBe(403);
  const correct = body({ text: 'x' }, 'PATCH');
  expect((await ask(clerk, `${document}/pages/1/words/${opened.id}`, correct)).status).toBe(403);
  expect((await ask(clerk, `/v1/break-glass/${opened.id}`, { method: 'DELETE' })).status).toBe(404);

  const { emergencies } = (await (await ask(auditor, '/v1/break-glass')).json()) as EmergencyList;
  expect(emergencies).toEqual([opened]);
  expect((await ask(clerk, '/v1/break-glass')).status).toBe(403);
  const { rows } = await api.json<AuditList>('/v1/audit?limit=100');
  const mine = rows.filter(({ actor }) => actor === opened.actor).map(({ action, object }) => `${action} ${object}`);
  const proof = createHash('sha256').update(reason).digest('hex');
  expect(mine).toContain(`glass.break ${opened.id} 30min reason:${proof}`);
  expect(mine).toContain(`glass.use ${opened.id} GET /v1/documents/:id`);
  expect(mine).toContain(`document.read ${files[0].documentId}`);
  expect(JSON.stringify(rows)).not.toContain('Ward 3');

  await sql.query(`UPDATE break_glass SET expires_at = now()`);
  expect((await ask(auditor, document)).status).toBe(403);
  expect((await ask(auditor, `/v1/break-glass/${opened.id}`, { method: 'DELETE' })).status).toBe(404);
});

it('a person ends it before its time', async () => {
  const clerk = await person('second-desk', 'clerk');
  const { id } = (await (
    await ask(clerk, '/v1/break-glass', body({ reason: 'The reviewer is away and this is urgent' }))
  ).json()) as Emergency;
  const word = `/v1/documents/${id}/pages/1/words/${id}`;
  const correct = body({ text: 'x' }, 'PATCH');
  expect((await ask(clerk, word, correct)).status).toBe(404);
  expect((await ask(clerk, `/v1/break-glass/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(clerk, word, correct)).status).toBe(403);
});

it('is not for keys, nor for people who have not chosen a password', async () => {
  const refused = await api.call('/v1/break-glass', body({ reason: 'a program wants more' }));
  expect([refused.status, (await errorOf(refused)).code]).toEqual([403, 'glass.people_only']);
  const made = await api.json<MadeUser>('/v1/users', body({ name: 'fresh', role: 'auditor' }));
  const response = await fetch(
    `${api.url}/v1/sessions`,
    body({ tenant: 'clinic', name: 'fresh', password: made.password }),
  );
  const { token } = (await response.json()) as StartedSession;
  await ask(token, '/v1/break-glass', body({ reason: 'I have just arrived here' }));
  expect((await ask(token, '/v1/documents')).status).toBe(403);
});

it('cannot be written away by the services', async () => {
  await sql.query('BEGIN');
  await sql.query(`SELECT set_config('app.tenant_id', $1, true), set_config('role', 'longhand_tenant', true)`, [
    api.tenantId,
  ]);
  await expect(sql.query(`UPDATE break_glass SET reason = 'none'`)).rejects.toThrow('permission denied');
  await sql.query('ROLLBACK');
});
