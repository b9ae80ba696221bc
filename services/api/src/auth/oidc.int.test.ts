import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditList, Me } from '@longhand/contracts';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
let server: Server;
let issuer: string;
let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
let others: typeof keys;
const published: object[] = [];
let fetched = 0;
let isAway = false;

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  others = await generateKeyPair('RS256', { extractable: true });
  published.push({ ...(await exportJWK(keys.publicKey)), kid: 'first', alg: 'RS256' });
  server = createServer((request, response) => {
    fetched += 1;
    const isKeys = request.url === '/keys';
    response.statusCode = isAway ? 503 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: published } : { issuer, jwks_uri: `${issuer}/keys` }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = await startApi({
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: 'longhand',
    OIDC_ROLE_CLAIM: 'realm_access.roles',
    OIDC_ROLES: 'heads=admin,staff=clerk',
  });
});
afterAll(async () => {
  await api?.close();
  server?.close();
});

const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  iss: issuer,
  aud: 'longhand',
  sub: 'person-7',
  exp: now() + 60,
  tenant: 'clinic',
  preferred_username: 'joy',
  realm_access: { roles: ['other', 'staff'] },
});
const sign = (more: object = {}, { key = keys.privateKey, alg = 'RS256', kid = 'first' } = {}) =>
  new SignJWT({ ...claims(), ...more }).setProtectedHeader({ alg, kid }).sign(key);
const call = (token: string, path = '/v1/me') =>
  fetch(api.url + path, { headers: { authorization: `Bearer ${token}` } });
async function refusal(token: string): Promise<unknown> {
  const response = await call(token);
  return [response.status, (await errorOf(response)).code];
}

it('a token of the issuer opens the tenant that it names, in the role that it maps to, and is audited', async () => {
  const me = (await (await call(await sign())).json()) as Me;
  expect(me).toMatchObject({ kind: 'token', name: 'joy', role: 'clerk' });
  expect((await call(await sign(), '/v1/documents')).status).toBe(200);
  expect((await call(await sign(), '/v1/keys')).status).toBe(403);
  expect((await call(await sign({ realm_access: { roles: ['staff', 'heads'] } }), '/v1/keys')).status).toBe(200);
  const { rows } = await api.json<AuditList>('/v1/audit?limit=20');
  const did = rows.filter(({ actor }) => actor === 'oidc:person-7').map(({ action }) => action);
  expect(did.reverse()).toEqual(['self.read', 'document.list', 'refused', 'key.list']);
  expect(fetched).toBe(2);
});

it('takes what is just within the clocks, and lists of audiences', async () => {
  expect((await call(await sign({ exp: now() - 20 }))).status).toBe(200);
  expect((await call(await sign({ nbf: now() + 20 }))).status).toBe(200);
  expect((await call(await sign({ aud: ['elsewhere', 'longhand'] }))).status).toBe(200);
});

it('refuses every other token', async () => {
  const invalid = [401, 'auth.invalid'];
  const wrong: [string, object][] = [
    ['issuer', { iss: 'https://elsewhere.example' }],
    ['audience', { aud: 'another-program' }],
    ['expired', { exp: now() - 40 }],
    ['never expires', { exp: undefined }],
    ['not yet', { nbf: now() + 120 }],
    ['no subject', { sub: undefined }],
    ['a subject that is no id', { sub: 'line\nbreak' }],
  ];
  for (const [what, more] of wrong) expect([what, await refusal(await sign(more))]).toEqual([what, invalid]);
  expect(await refusal(await sign({}, { key: others.privateKey }))).toEqual(invalid);
  expect(await refusal(await sign({}, { alg: 'PS256', key: (await generateKeyPair('PS256')).privateKey }))).toEqual(
    invalid,
  );
  expect(await refusal(new UnsecuredJWT(claims()).encode())).toEqual(invalid);
  // The public key, which everybody has, taken for a shared secret.
  const secret = new TextEncoder().encode(JSON.stringify(published[0]));
  const confused = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret);
  expect(await refusal(confused)).toEqual(invalid);
  const [head, , signature] = (await sign()).split('.');
  const changed = Buffer.from(JSON.stringify({ ...claims(), tenant: 'other' })).toString('base64url');
  expect(await refusal(`${head}.${changed}.${signature}`)).toEqual(invalid);
});

it('refuses a person without a role or a tenant here, and makes no tenant for one', async () => {
  expect(await refusal(await sign({ realm_access: { roles: ['admin'] } }))).toEqual([403, 'auth.no_role']);
  expect(await refusal(await sign({ realm_access: undefined }))).toEqual([403, 'auth.no_role']);
  expect(await refusal(await sign({ tenant: 'nowhere' }))).toEqual([403, 'auth.no_tenant']);
  expect(await refusal(await sign({ tenant: undefined }))).toEqual([403, 'auth.no_tenant']);
  expect(await refusal(await sign({ tenant: ['clinic'] }))).toEqual([403, 'auth.no_tenant']);
  expect((await api.db.tenants.list()).map(({ name }) => name)).toEqual(['clinic']);
});

it('leaves keys alone, and says so when the issuer cannot be asked', async () => {
  expect((await api.call('/v1/me')).status).toBe(200);
  isAway = true;
  const second = await startApi({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'longhand' });
  try {
    const answer = await fetch(`${second.url}/v1/me`, { headers: { authorization: `Bearer ${await sign()}` } });
    expect([answer.status, (await errorOf(answer)).code]).toEqual([503, 'auth.issuer_unavailable']);
    expect((await second.call('/v1/me')).status).toBe(200);
    isAway = false;
    const roles = await sign({ roles: 'clerk auditor' });
    expect((await fetch(`${second.url}/v1/me`, { headers: { authorization: `Bearer ${roles}` } })).status).toBe(200);
  } finally {
    await second.close();
  }
});
