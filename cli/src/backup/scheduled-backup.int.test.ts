import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lockDatabase } from '@longhand/db';
import { createLogger } from '@longhand/log';
import { newMasterKey, type ObjectStore, openObjectStore, originalKey } from '@longhand/storage';
import { type Seed, seedDatabase } from '@longhand/test-kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { listBackupSets } from './backup-sets.js';
import { backUpWhenDue, type ScheduleOptions } from './scheduled-backup.js';

const log = createLogger({ service: 'test', level: 'silent' });
const hourMs = 3_600_000;
let folder: string;
let dir: string;
let seed: Seed;
let store: ObjectStore;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-schedule-'));
  seed = await seedDatabase();
  store = await openObjectStore({ url: pathToFileURL(join(folder, 'objects')).href, log });
  const { documentId } = await seed.addRead([['some words']]);
  await store.put(originalKey(seed.tenantId, documentId), Buffer.from('scan'), { contentType: 'image/jpeg' });
});
beforeEach(() => {
  runs += 1;
  dir = join(folder, `backups-${runs}`);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T03:00:00Z') });
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await store.close();
  await seed.close();
  await rm(folder, { recursive: true, force: true });
});

const options = (more: Partial<ScheduleOptions> = {}): ScheduleOptions => ({
  databaseUrl: seed.url,
  db: seed.db,
  store,
  dir,
  key: newMasterKey(),
  intervalMs: 24 * hourMs,
  keep: 2,
  note: () => undefined,
  signal: new AbortController().signal,
  ...more,
});
const later = (hours: number) => vi.setSystemTime(Date.now() + hours * hourMs);
const names = async () => (await readdir(dir)).sort();

it('makes a backup when one is due and keeps the newest, after each has been read through', async () => {
  expect(await backUpWhenDue(options())).toBe(join(dir, '2026-11-22T03-00-00Z'));
  later(23);
  expect(await backUpWhenDue(options())).toBeUndefined();
  later(1);
  await backUpWhenDue(options());
  // What somebody else put there, and what a killed process left.
  await mkdir(join(dir, 'by hand'));
  await mkdir(join(dir, '2026-11-23T09-00-00Z.unfinished'));
  await mkdir(join(dir, '2026-11-23T10-00-00Z'));
  later(24);
  await backUpWhenDue(options());
  // A folder without a manifest is no backup, and is not counted as one.
  expect(await names()).toEqual(['2026-11-23T03-00-00Z', '2026-11-23T10-00-00Z', '2026-11-24T03-00-00Z', 'by hand']);
  expect((await listBackupSets(dir)).map(({ createdAt }) => createdAt.toISOString().slice(0, 10))).toEqual([
    '2026-11-24',
    '2026-11-23',
  ]);
  expect(await seed.db.upkeep.read('backup')).toMatchObject({
    doneAt: expect.any(Date),
    detail: { objectBytes: 4, rows: expect.any(Number) },
  });
});

it('is made by one of several processes', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => backUpWhenDue(options())));
  expect(made.filter((one) => one !== undefined)).toHaveLength(1);
  expect(await names()).toHaveLength(1);
});

it('is left to the process that has the lock, and made when that process is gone', async () => {
  const unlock = await lockDatabase(seed.url, 'backup');
  expect(await backUpWhenDue(options())).toBeUndefined();
  await unlock?.();
  expect(await backUpWhenDue(options())).toBeDefined();
});

it('deletes nothing and says so when it fails', async () => {
  await backUpWhenDue(options());
  later(24);
  const failing = { ...store, list: () => store.list('t/'), stream: () => Promise.reject(new Error('disk gone')) };
  await expect(backUpWhenDue(options({ store: failing as unknown as ObjectStore, keep: 1 }))).rejects.toThrow(
    'disk gone',
  );
  expect((await names())[0]).toBe('2026-11-22T03-00-00Z');
  expect(await seed.db.upkeep.read('backup')).toMatchObject({ failedAt: expect.any(Date) });
  await backUpWhenDue(options({ keep: 1 }));
  expect(await names()).toEqual(['2026-11-23T03-00-00Z']);
  expect((await seed.db.upkeep.read('backup'))?.failedAt).toBeUndefined();
});
