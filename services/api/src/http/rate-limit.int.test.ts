import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ HTTP_REQUESTS_PER_MINUTE: '5', HTTP_FAILURES_PER_MINUTE: '3' });
});
afterAll(() => api?.close());

/** Waits for the next minute when this one is almost over: the limit begins anew with it. */
const inOneMinute = async () => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 15_000) await sleep(left);
};

it('a key has so many requests in a minute, whatever the other keys do', { timeout: 60_000 }, async () => {
  await inOneMinute();
  const statuses: number[] = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await api.call('/metrics')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const refused = await api.call('/metrics');
  expect([refused.headers.get('retry-after'), (await errorOf(refused)).code]).toEqual(['60', 'rate.limited']);
  const other = await api.strangerKey();
  expect((await api.call('/metrics', { headers: { authorization: `Bearer ${other}` } })).status).toBe(200);
});

it('an address that keeps sending wrong keys is refused before its key is looked at', { timeout: 60_000 }, async () => {
  await inOneMinute();
  const wrong = { headers: { authorization: `Bearer lh_${'a'.repeat(12)}.${'a'.repeat(43)}` } };
  const statuses: number[] = [];
  for (let i = 0; i < 5; i += 1) statuses.push((await api.call('/metrics', wrong)).status);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
});
