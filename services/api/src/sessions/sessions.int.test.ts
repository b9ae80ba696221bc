import type { AuditList, MadeUser, Me, SessionList, StartedSession, User, UserList } from '@longhand/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, startApi, type TestApi } from '../start-api.test-suite.js';

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
/** A request without the API key. */
const ask = (path: string, init: RequestInit = {}, token?: string) =>
  fetch(api.url + path, { ...init, headers: { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) } });
const signIn = (name: string, password: string, tenant = 'clinic') =>
  ask('/v1/sessions', body({ tenant, name, password }));
const refusalOf = async (response: Response) => [response.status, (await errorOf(response)).code];
const own = 'a longer pass phrase of mine';

/** Somebody who has signed in and changed the password that was given out. */
async function settle(name: string, role: string): Promise<{ token: string; id: string }> {
  const { id, password } = await api.json<MadeUser>('/v1/users', body({ name, role }));
  const { token } = (await (await signIn(name, password)).json()) as StartedSession;
  const changed = await ask('/v1/me/password', body({ current: password, new: own }, 'PUT'), token);
  expect(changed.status).toBe(204);
  return { token, id };
}

describe('people with a password', () => {
  it('change the one that was given to them before anything else, and then work in their role', async () => {
    const made = await api.json<MadeUser>('/v1/users', body({ name: 'Nurse.Joy', role: 'reviewer' }));
    expect(made).toMatchObject({ name: 'nurse.joy', role: 'reviewer', mustChangePassword: true });
    expect(made.password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    const response = await signIn('NURSE.joy ', made.password);
    expect([response.status, response.headers.get('set-cookie')]).toEqual([201, null]);
    const { token, user } = (await response.json()) as StartedSession;
    expect(user).toMatchObject({ id: made.id, mustChangePassword: true });
    expect(await refusalOf(await ask('/v1/documents', {}, token))).toEqual([403, 'auth.password_change_needed']);
    const change = (current: string, wanted: string) =>
      ask('/v1/me/password', body({ current, new: wanted }, 'PUT'), token);
    expect(await refusalOf(await change('not it, really', own))).toEqual([403, 'user.wrong_password']);
    expect(await refusalOf(await change(made.password, 'short'))).toEqual([400, 'request.invalid']);
    expect(await refusalOf(await change(made.password, 'aaaaaaaaaaaaaaaa'))).toEqual([400, 'user.weak_password']);
    expect(await refusalOf(await change(made.password, 'i am nurse.joy !!'))).toEqual([400, 'user.weak_password']);
    expect((await change(made.password, own)).status).toBe(204);
    expect((await ask('/v1/documents', {}, token)).status).toBe(200);
    expect(await refusalOf(await ask('/v1/users', {}, token))).toEqual([403, 'auth.forbidden']);
    const me = (await (await ask('/v1/me', {}, token)).json()) as Me;
    expect(me).toMatchObject({ kind: 'user', name: 'nurse.joy', role: 'reviewer', mustChangePassword: false });
    expect(me.permissions).toContain('words.correct');
    expect(await refusalOf(await signIn('nurse.joy', made.password))).toEqual([401, 'auth.wrong_password']);
    const { rows } = await sql.query('SELECT password_hash FROM app_user WHERE id = $1', [made.id]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { users } = await api.json<UserList>('/v1/users');
    expect(JSON.stringify(users)).not.toMatch(/argon2|hash/);
    const { rows: log } = await api.json<AuditList>('/v1/audit?limit=50');
    const did = log.filter(({ actor }) => actor === `user:${made.id}`).map(({ action }) => action);
    for (const action of ['session.start', 'self.password', 'document.list', 'refused']) expect(did).toContain(action);
  });

  it('lose a first password that they did not use in time, and get another', async () => {
    const { id, password } = await api.json<MadeUser>('/v1/users', body({ name: 'latecomer', role: 'clerk' }));
    const age = (hours: number) =>
      sql.query('UPDATE app_user SET password_changed_at = now() - make_interval(hours => $1) WHERE id = $2', [
        hours,
        id,
      ]);
    await age(73);
    // Who does not know it learns nothing.
    expect(await refusalOf(await signIn('latecomer', 'wrong'))).toEqual([401, 'auth.wrong_password']);
    expect(await refusalOf(await signIn('latecomer', password))).toEqual([403, 'auth.password_expired']);
    const { rows } = await api.json<AuditList>('/v1/audit?limit=20');
    expect(rows).toContainEqual(
      expect.objectContaining({ actor: `user:${id}`, action: 'refused', outcome: 'auth.password_expired' }),
    );
    const next = await api.json<MadeUser>(`/v1/users/${id}/password`, { method: 'POST' });
    await age(71);
    const { token } = (await (await signIn('latecomer', next.password)).json()) as StartedSession;
    expect((await ask('/v1/me/password', body({ current: next.password, new: own }, 'PUT'), token)).status).toBe(204);
    // One that they chose themselves does not expire.
    await age(10_000);
    expect((await signIn('latecomer', own)).status).toBe(201);
  });

  it('are one to a name, in each tenant', async () => {
    await api.json('/v1/users', body({ name: 'twice', role: 'clerk' }));
    const again = await api.call('/v1/users', body({ name: 'TWICE', role: 'admin' }));
    expect(await refusalOf(again)).toEqual([409, 'user.name_taken']);
    const strangers = await api.strangerKey();
    const elsewhere = await ask('/v1/users', body({ name: 'twice', role: 'clerk' }), strangers);
    expect(elsewhere.status).toBe(201);
    const { id } = (await elsewhere.json()) as MadeUser;
    expect(await refusalOf(await api.call(`/v1/users/${id}`, body({ role: 'admin' }, 'PATCH')))).toEqual([
      404,
      'user.not_found',
    ]);
    expect(await refusalOf(await api.call(`/v1/users/${id}/password`, { method: 'POST' }))).toEqual([
      404,
      'user.not_found',
    ]);
  });

  it('are out at once when they sign out, are disabled or get a new password', async () => {
    const { token, id } = await settle('leaver', 'admin');
    const second = (await (await signIn('leaver', own)).json()) as StartedSession;
    expect((await ask('/v1/sessions/current', { method: 'DELETE' }, token)).status).toBe(204);
    expect(await refusalOf(await ask('/v1/me', {}, token))).toEqual([401, 'auth.invalid']);
    expect((await ask('/v1/me', {}, second.token)).status).toBe(200);
    const disable = body({ isDisabled: true }, 'PATCH');
    expect(await refusalOf(await ask(`/v1/users/${id}`, disable, second.token))).toEqual([409, 'user.own_account']);
    expect(await api.json<User>(`/v1/users/${id}`, disable)).toHaveProperty('disabledAt');
    expect((await ask('/v1/me', {}, second.token)).status).toBe(401);
    expect(await refusalOf(await signIn('leaver', own))).toEqual([401, 'auth.wrong_password']);
    expect(await api.json<User>(`/v1/users/${id}`, body({ isDisabled: false }, 'PATCH'))).not.toHaveProperty(
      'disabledAt',
    );
    expect((await ask('/v1/me', {}, second.token)).status).toBe(401);
    const third = (await (await signIn('leaver', own)).json()) as StartedSession;
    const { password } = await api.json<MadeUser>(`/v1/users/${id}/password`, { method: 'POST' });
    expect((await ask('/v1/me', {}, third.token)).status).toBe(401);
    expect((await signIn('leaver', password)).status).toBe(201);
  });

  it('see where they are signed in, and sign out everywhere else', async () => {
    const { token, id } = await settle('roamer', 'clerk');
    const [desk, phone] = [
      (await (await signIn('roamer', own)).json()) as StartedSession,
      (await (await signIn('roamer', own)).json()) as StartedSession,
    ];
    const stranger = await settle('neighbour', 'clerk');
    const list = async (as: string) => ((await (await ask('/v1/sessions', {}, as)).json()) as SessionList).sessions;
    const seen = await list(desk.token);
    expect(seen.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false]);
    expect(seen[1].expiresAt).toBe(desk.expiresAt);
    expect(JSON.stringify(seen)).not.toContain(desk.token.split('.')[1]);
    // What is over by its time, or by idleness, is not in the list.
    const over = `UPDATE user_session SET last_seen_at = now() - interval '61 minutes' WHERE id = $1`;
    await sql.query(over, [seen[2].id]);
    expect((await list(phone.token)).map((one) => one.id)).toEqual([seen[0].id, seen[1].id]);
    const answer = await ask('/v1/sessions/others', { method: 'DELETE' }, phone.token);
    expect([answer.status, await answer.json()]).toEqual([200, { ended: 2 }]);
    expect((await ask('/v1/me', {}, desk.token)).status).toBe(401);
    expect((await ask('/v1/me', {}, token)).status).toBe(401);
    expect((await ask('/v1/me', {}, stranger.token)).status).toBe(200);
    expect(await list(phone.token)).toMatchObject([{ isCurrent: true }]);
    const { rows } = await api.json<AuditList>('/v1/audit?limit=50');
    expect(rows.find(({ action }) => action === 'session.end_others')).toMatchObject({
      actor: `user:${id}`,
      outcome: 'done',
      changes: '{"ended":2}',
    });
  });

  it('are out after a while without a request, and after their time', async () => {
    const { token, id } = await settle('idle', 'clerk');
    await sql.query(`UPDATE user_session SET last_seen_at = now() - interval '59 minutes' WHERE user_id = $1`, [id]);
    expect((await ask('/v1/me', {}, token)).status).toBe(200);
    const { rows } = await sql.query(
      `SELECT last_seen_at > now() - interval '1 minute' AS seen FROM user_session WHERE user_id = $1 ORDER BY 1 DESC`,
      [id],
    );
    expect(rows[0].seen).toBe(true);
    await sql.query(`UPDATE user_session SET last_seen_at = now() - interval '61 minutes' WHERE user_id = $1`, [id]);
    expect((await ask('/v1/me', {}, token)).status).toBe(401);
    const { token: next } = (await (await signIn('idle', own)).json()) as StartedSession;
    await sql.query(`UPDATE user_session SET expires_at = now() WHERE user_id = $1`, [id]);
    expect((await ask('/v1/me', {}, next)).status).toBe(401);
  });
});

describe('a name', () => {
  it('is locked after five wrong passwords at once, whether somebody has it or not, and opens again', async () => {
    await settle('target', 'clerk');
    for (const name of ['target', 'nobody']) {
      const tries = await Promise.all(Array.from({ length: 9 }, () => signIn(name, 'wrong')));
      const statuses = tries.map(({ status }) => status).sort();
      expect([name, statuses]).toEqual([name, [401, 401, 401, 401, 401, 429, 429, 429, 429]]);
    }
    expect(await refusalOf(await signIn('target', own))).toEqual([429, 'auth.locked']);
    expect(await refusalOf(await signIn('target', own, 'other'))).toEqual([401, 'auth.wrong_password']);
    await sql.query(`UPDATE sign_in_guard SET locked_until = now() WHERE locked_until IS NOT NULL`);
    expect((await signIn('target', own)).status).toBe(201);
    for (let i = 0; i < 4; i += 1) expect((await signIn('target', 'wrong')).status).toBe(401);
    expect((await signIn('target', own)).status).toBe(201);
  });

  it('that is none, or of no tenant, is refused like a wrong password', async () => {
    expect(await refusalOf(await signIn('x'.repeat(150), 'y'))).toEqual([401, 'auth.wrong_password']);
    expect(await refusalOf(await signIn('nurse.joy', own, 'no such clinic'))).toEqual([401, 'auth.wrong_password']);
  });

  it('says nothing of the tokens of others', async () => {
    const { token } = await settle('forger', 'clerk');
    for (const wrong of [`${token.slice(0, -1)}A`, token.replace('ls_', 'lh_'), api.key.replace('lh_', 'ls_')]) {
      if (wrong !== token) expect((await ask('/v1/me', {}, wrong)).status).toBe(401);
    }
  });
});

it('a key has no password and no session', async () => {
  expect(await api.json<Me>('/v1/me')).toMatchObject({ kind: 'key', role: 'admin' });
  expect(await refusalOf(await api.call('/v1/sessions/current', { method: 'DELETE' }))).toEqual([
    409,
    'auth.no_session',
  ]);
  expect(await api.json<SessionList>('/v1/sessions')).toEqual({ sessions: [] });
  expect(await refusalOf(await api.call('/v1/sessions/others', { method: 'DELETE' }))).toEqual([
    409,
    'auth.no_session',
  ]);
  const change = body({ current: 'x', new: own }, 'PUT');
  expect(await refusalOf(await api.call('/v1/me/password', change))).toEqual([409, 'user.no_password']);
});
