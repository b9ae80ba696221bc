import type { Logger } from '@longhand/log';
import { beforeEach, expect, it } from 'vitest';
import { OrphanCollector } from './orphan-collector.js';

const tenant = '0198a0c4-0000-7000-8000-00000000000a';
const idOf = (n: number) => `0198a0c4-0000-7000-8000-${String(n).padStart(12, '0')}`;
const HOUR = 3_600_000;

let keys: Set<string>;
let rows: { documents: Set<string>; batches: Set<string> };
let logged: object[];
let forgotten: string[];
let collector: OrphanCollector;

beforeEach(() => {
  keys = new Set();
  rows = { documents: new Set(), batches: new Set() };
  logged = [];
  forgotten = [];
  const among = (known: Set<string>) => async (ids: readonly string[]) => new Set(ids.filter((id) => known.has(id)));
  collector = new OrphanCollector({
    db: {
      integrity: {
        documentsAmong: among(rows.documents),
        openBatchesAmong: among(rows.batches),
        forgetParked: async (batchId: string) => void forgotten.push(batchId),
      } as never,
    },
    store: {
      async *list() {
        yield* keys;
      },
      async deletePrefix(prefix) {
        for (const key of keys) if (key.startsWith(prefix)) keys.delete(key);
      },
      unfinishedWrites: async () => 0,
    },
    log: { info: (fields: object) => logged.push(fields) } as unknown as Logger,
    olderThanMs: HOUR,
  });
});

const original = (n: number) => `t/${tenant}/d/${idOf(n)}/original`;

it('deletes what had no row an hour ago and has none now, and nothing else', async () => {
  keys
    .add(original(1))
    .add(`t/${tenant}/d/${idOf(1)}/p/1/image.jpg`)
    .add(original(2))
    .add(original(3));
  keys
    .add(`t/${tenant}/u/${idOf(4)}/file/0-10`)
    .add(`t/${tenant}/u/${idOf(5)}/file/0-10`)
    .add('t/somebody/else');
  rows.documents.add(idOf(2));
  rows.batches.add(idOf(4));
  await collector.look(0);
  expect(keys.size).toBe(7);
  // Its row was late.
  rows.documents.add(idOf(3));
  keys.add(original(6));
  await collector.look(HOUR);
  expect([...keys].toSorted()).toEqual(
    [original(2), original(3), original(6), `t/${tenant}/u/${idOf(4)}/file/0-10`, 't/somebody/else'].toSorted(),
  );
  expect(logged).toEqual([{ objects: 2, writes: 0, folders: 0 }]);
  // Parts that are gone count for no quota any more.
  expect(forgotten).toEqual([idOf(5)]);
});

it('waits for the whole time when it looks oftener, or when the clock was set back', async () => {
  keys.add(original(1));
  await collector.look(10 * HOUR);
  await collector.look(10.5 * HOUR);
  await collector.look(HOUR);
  expect(keys.size).toBe(1);
  await collector.look(2 * HOUR);
  expect(keys.size).toBe(0);
});

it('goes through a store of more objects than it asks for at once', async () => {
  for (let n = 0; n < 1200; n += 1) {
    keys.add(original(n));
    if (n % 2) rows.documents.add(idOf(n));
  }
  await collector.look(0);
  await collector.look(HOUR);
  expect(keys.size).toBe(600);
});
