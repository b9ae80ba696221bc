import { until } from '@longhand/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, startApi, type TestApi } from '../../services/api/src/start-api.test-suite.js';

/** What one key may watch at once. With ten of them, one tenant opens 400 streams. */
const maxStreamsOfKey = 40;
const keyCount = 10;
/** Whoever lost a key is cut off within this time: it is asked about every 15 s, after a look. */
const cutOffMs = 20_000;
const readsInARow = 100;
/** Other tests may run beside this one: the best of some rounds is what the streams leave. */
const rounds = 3;
/** Reads of others may take this many times what they take without the streams. */
const maxSlower = 2;

/** How often the database was asked, and how many looks at batches were under way at once. */
const asked = { batches: new Map<string, number>(), keys: 0, now: 0, maxAtOnce: 0 };
let api: TestApi;
let strangerKey: string;
let keys: { key: string; keyId: string }[];
let batchIds: string[];

beforeAll(async () => {
  // An upload to which nothing comes must not end meanwhile.
  const limits = { HTTP_REQUESTS_PER_MINUTE: '0', UPLOAD_IDLE_SECONDS: '3600' };
  api = await startApi(limits, (deps) => {
    const { batches, apiKeys } = deps.db;
    const get: typeof batches.get = async (tenantId, id) => {
      asked.batches.set(id, (asked.batches.get(id) ?? 0) + 1);
      asked.now += 1;
      asked.maxAtOnce = Math.max(asked.maxAtOnce, asked.now);
      return batches.get(tenantId, id).finally(() => {
        asked.now -= 1;
      });
    };
    const identify: typeof apiKeys.identify = (key) => {
      asked.keys += 1;
      return apiKeys.identify(key);
    };
    const db = { ...deps.db, batches: { ...batches, get }, apiKeys: { ...apiKeys, identify } };
    return { ...deps, db };
  });
  strangerKey = await api.strangerKey();
  keys = await Promise.all(Array.from({ length: keyCount }, (_, i) => api.db.apiKeys.create(api.tenantId, `key ${i}`)));
  // Uploads that nobody ends: whoever watches one has to be told for as long as it may ask.
  batchIds = [];
  for (let i = 0; i < maxStreamsOfKey; i += 1) {
    batchIds.push((await api.json<{ id: string }>('/v1/batches/open', { method: 'POST' })).id);
  }
});
afterAll(() => api?.close());

interface Stream {
  status: number;
  isOver(): boolean;
  close(): Promise<void>;
}

/** Opens a stream and waits for its first event. */
async function watch(key: string, batchId: string): Promise<Stream> {
  const ending = new AbortController();
  const headers = { authorization: `Bearer ${key}` };
  const response = await api.call(`/v1/batches/${batchId}/events`, { headers, signal: ending.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  let isOver = false;
  const ended = (async () => {
    while (reader && !(await reader.read()).done);
  })()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  return {
    status: response.status,
    isOver: () => isOver,
    close: async () => {
      ending.abort();
      await ended;
    },
  };
}

/** What a read of another tenant takes, ms: the best of some rounds. */
async function bestReadMs(): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, await readMs());
  return best;
}

/** The middle one of many reads of another tenant, one after another, ms. */
async function readMs(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < readsInARow; i += 1) {
    const start = performance.now();
    const response = await api.call('/v1/documents', { headers: { authorization: `Bearer ${strangerKey}` } });
    await response.arrayBuffer();
    expect(response.status).toBe(200);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[readsInARow / 2];
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, one) => all + one, 0);

describe('400 event streams of one tenant', () => {
  let streams: Stream[];

  it('leave reads of others within twice their idle time, and cost one look for all who watch the same', async () => {
    await readMs(); // the first reads prepare their statements
    const before = await bestReadMs();
    streams = (await Promise.all(keys.map(({ key }) => Promise.all(batchIds.map((id) => watch(key, id)))))).flat();
    expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
    asked.batches.clear();
    [asked.maxAtOnce, asked.keys] = [0, 0];
    const startedAt = performance.now();
    const during = await bestReadMs();
    // Long enough for every stream's key to be asked about again.
    await until('two rounds of looks', () => (asked.batches.get(batchIds[0]) ?? 0) >= 18);
    const seconds = (performance.now() - startedAt) / 1000;
    const [lookCount, keyLooks] = [sum(asked.batches.values()), asked.keys - rounds * readsInARow];
    const rechecks = Math.ceil(seconds / 15) * keyCount;
    expect(streams.filter(({ isOver }) => isOver())).toHaveLength(0);
    console.log(
      `${streams.length} streams: ${lookCount} looks in ${seconds.toFixed(0)} s, ${asked.maxAtOnce} at once; keys ` +
        `asked about ${keyLooks} times`,
    );
    // Each of the 40 uploads about once a second, not once for each of its ten streams; a timer may
    // be early, and both ends of the time count.
    expect(lookCount).toBeLessThanOrEqual(batchIds.length * (1.2 * seconds + 2));
    expect(asked.maxAtOnce).toBe(1);
    expect(keyLooks).toBeGreaterThanOrEqual(keyCount);
    expect(keyLooks).toBeLessThanOrEqual(rechecks);
    await Promise.all(streams.splice(maxStreamsOfKey).map((stream) => stream.close()));
    await Promise.all(streams.splice(0).map((stream) => stream.close()));
    // The machine may have become busier or freer meanwhile: the idle figure is taken twice.
    const idle = Math.max(before, await bestReadMs());
    console.log(`a read of another tenant: ${idle.toFixed(1)} ms idle, ${during.toFixed(1)} ms beside 400 streams`);
    expect(during).toBeLessThanOrEqual(maxSlower * idle);
  });

  it('are no more than 40 for one key, which are told when to come back, and are given back', async () => {
    const [{ key }] = keys;
    const open = await Promise.all(batchIds.map((id) => watch(key, id)));
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
    const refused = await api.call(`/v1/batches/${batchIds[0]}/events`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await errorOf(refused)).code).toBe('streams.too_many');
    // Another key of the same tenant is not refused for it.
    const other = await watch(keys[1].key, batchIds[0]);
    expect(other.status).toBe(200);
    await Promise.all([other, ...open].map((stream) => stream.close()));
    await until('a place is free again', async () => {
      const again = await watch(key, batchIds[0]);
      await again.close();
      return again.status === 200;
    });
  });

  it('end within 20 s of the revocation of their key, and no other does', async () => {
    const [lost, kept] = keys;
    const theirs = await Promise.all(batchIds.slice(0, 20).map((id) => watch(lost.key, id)));
    const others = await Promise.all(batchIds.slice(0, 20).map((id) => watch(kept.key, id)));
    await api.db.apiKeys.revoke(api.tenantId, lost.keyId);
    const tookMs = await until(
      'the streams of the revoked key are over',
      () => theirs.every((one) => one.isOver()),
      cutOffMs,
    );
    console.log(`20 streams ended ${(tookMs / 1000).toFixed(1)} s after the revocation of their key`);
    expect(others.filter((one) => one.isOver())).toHaveLength(0);
    await Promise.all([...theirs, ...others].map((stream) => stream.close()));
  });
});
