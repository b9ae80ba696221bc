import { hashPassword } from '@longhand/db';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startApi, type TestApi } from '../../services/api/src/start-api.test-suite.js';

const password = 'wet stones under the bridge';
const name = 'dr.amsel';
let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await startApi({ HTTP_FAILURES_PER_MINUTE: '20', HTTP_TRUSTED_PROXIES: 'loopback' });
  const user = await api.db.users.create(api.tenantId, {
    name,
    role: 'clerk',
    passwordHash: await hashPassword(password),
    mustChange: false,
  });
  ({ token } = await api.db.sessions.begin(api.tenantId, user?.userId as string, 3_600_000));
});
afterAll(() => api?.close());
afterEach(() => void vi.useRealTimers());

/** A clinic's own address, which a stranger shares (the same network) or does not. */
const clinic = '10.1.0.1';
const from = (address: string, authorization: string): RequestInit => ({
  headers: { authorization, 'x-forwarded-for': address },
});
const counted = (statuses: readonly number[]): string =>
  [...new Set(statuses)].map((status) => `${statuses.filter((one) => one === status).length} x ${status}`).join(', ');
const signIn = (address: string, typed: string) =>
  api.call('/v1/sessions', {
    method: 'POST',
    body: JSON.stringify({ tenant: 'clinic', name, password: typed }),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, authorization: '' },
  });

it('600 wrong keys from the clinic’s own address refuse none of its 200 requests', async () => {
  // The limit begins anew with each minute: here it is one minute all the time.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const prefix = api.key.split('.')[0];
  const flood = Array.from({ length: 600 }, async (_, i) => {
    const wrong = i % 2 ? `${prefix}.${'a'.repeat(43)}` : `lh_${String(i).padStart(12, 'x')}.${'a'.repeat(43)}`;
    return (await api.call('/v1/usage', from(clinic, `Bearer ${wrong}`))).status;
  });
  // Ten people, each with one request after another.
  const person = async (credential: string) => {
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      statuses.push((await api.call('/v1/usage', from(clinic, `Bearer ${credential}`))).status);
    }
    return statuses;
  };
  const own = Array.from({ length: 10 }, (_, i) => person(i % 2 ? api.key : token));
  const [refused, served] = [await Promise.all(flood), (await Promise.all(own)).flat()];
  console.log(`stranger: ${counted(refused)}; clinic: ${counted(served)}`);
  expect(new Set(served)).toEqual(new Set([200]));
  expect(refused.filter((status) => status === 401)).toHaveLength(20);
  expect(refused.filter((status) => status === 429)).toHaveLength(580);
});

it('wrong passwords for a name lock it for the stranger, and its owner goes on and signs in elsewhere', async () => {
  const tries: number[] = [];
  for (let i = 0; i < 30; i += 1) tries.push((await signIn('203.0.113.5', `guess ${i}`)).status);
  console.log(`guesses: ${counted(tries)}`);
  expect(tries.filter((status) => status === 401)).toHaveLength(5);
  expect(tries.filter((status) => status === 429)).toHaveLength(25);
  expect((await api.call('/v1/me', from(clinic, `Bearer ${token}`))).status).toBe(200);
  expect((await signIn(clinic, password)).status).toBe(201);
});
