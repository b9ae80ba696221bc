import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { errorOf, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ HTTP_REQUESTS_PER_MINUTE: '5', HTTP_FAILURES_PER_MINUTE: '3' });
});
afterAll(() => api?.close());

// The limit starts again with each minute: for these tests it is one minute all the time.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterEach(() => void vi.useRealTimers());

it('a key has so many requests in a minute, whatever the other keys do', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await api.call('/metrics')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const refused = await api.call('/metrics');
  expect([refused.headers.get('retry-after'), (await errorOf(refused)).code]).toEqual(['60', 'rate.limited']);
  const other = await api.strangerKey();
  expect((await api.call('/metrics', { headers: { authorization: `Bearer ${other}` } })).status).toBe(200);
});

it('an address that keeps sending wrong keys is refused before its key is looked at', async () => {
  const wrong = { headers: { authorization: `Bearer lh_${'a'.repeat(12)}.${'a'.repeat(43)}` } };
  const statuses: number[] = [];
  for (let i = 0; i < 5; i += 1) statuses.push((await api.call('/metrics', wrong)).status);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
});
