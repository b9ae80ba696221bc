import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditList } from '@longhand/contracts';
import { errorOf, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({
    HTTP_REQUESTS_PER_MINUTE: '5',
    HTTP_FAILURES_PER_MINUTE: '3',
    HTTP_TRUSTED_PROXIES: 'loopback',
  });
});
afterAll(() => api?.close());

// The limit starts over each minute: for these tests the minute never ends.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

const wrongKey = (letter: string) => `Bearer lh_${letter.repeat(12)}.${'a'.repeat(43)}`;
const ask = (authorization: string, address: string) =>
  api.call('/metrics', { headers: { authorization, 'x-forwarded-for': address } });
const newKey = async () => `Bearer ${(await api.db.apiKeys.create(api.tenantId, 'another')).key}`;

describe('requests of one key', () => {
  it('are limited, whatever the other keys do; a refusal says when to come back and is audited once', async () => {
    const mine = await newKey();
    const answers: Response[] = [];
    for (let i = 0; i < 7; i += 1) answers.push(await ask(mine, '10.1.0.1'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers[0].headers.get('ratelimit-policy')).toBe('"actor";q=5;w=60');
    expect(answers[0].headers.get('ratelimit')).toBe('"actor";r=4;t=60');
    const [refused] = answers.slice(-1);
    expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual(['60', '"actor";r=0;t=60']);
    expect((await errorOf(refused)).code).toBe('rate.limited');
    const other = await api.strangerKey();
    expect((await ask(`Bearer ${other}`, '10.1.0.1')).status).toBe(200);
    const { rows } = await api.json<AuditList>('/v1/audit?limit=20');
    expect(rows.filter(({ action }) => action === 'rate.limited')).toMatchObject([
      { object: 'GET /metrics', outcome: 'rate.limited', address: '10.1.0.1' },
    ]);
  });
});

describe('wrong keys', () => {
  it('are refused after so many from one address, and no valid key from there is', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await ask(wrongKey(String(i)), '10.0.0.1')).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await ask(await newKey(), '10.0.0.1')).status).toBe(200);
    expect((await ask(wrongKey('x'), '10.0.0.2')).status).toBe(401);
  });

  it('are counted by the key that they pretend to be, wherever they come from', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await ask(wrongKey('g'), `10.0.1.${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  it('come from where the trusted proxy says, and nobody else can say so', async () => {
    // What the client itself wrote stands left of what the proxy added.
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1)
      statuses.push((await ask(wrongKey(`h${i}`.slice(0, 1)), `6.6.6.${i}, 10.0.2.1`)).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
