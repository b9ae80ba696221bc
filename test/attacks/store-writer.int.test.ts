import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLogger } from '@longhand/log';
import { newMasterKey, openObjectStore, originalKey, type SealedStore, type SealingSettings } from '@longhand/storage';
import { hashOf, type Seed, seedDatabase } from '@longhand/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareStore } from '../../cli/src/integrity/compare-store.js';

/** Somebody who has the store's disk or bucket, and neither a key nor the database. */
const log = createLogger({ service: 'test', level: 'silent' });
const type = { contentType: 'image/jpeg' };
const key = newMasterKey();
let folder: string;
let seed: Seed;
let sql: pg.Client;
let store: SealedStore;
let mine: string;
let theirs: string;

beforeAll(async () => {
  seed = await seedDatabase();
  sql = new pg.Client({ connectionString: seed.url });
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await seed?.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longhand-forger-'));
  store = await open();
  await sql.query('DELETE FROM document');
  [mine, theirs] = [await addDocument('the page of one person'), await addDocument('the page of another')];
  return () => rm(folder, { recursive: true, force: true });
});

const open = (more: Partial<SealingSettings> = {}) => {
  const sealing = { key, oldKeys: '', keyFile: '', plainObjects: 'auto', ...more } as const;
  return openObjectStore({ url: pathToFileURL(folder).href, sealing, log });
};

async function addDocument(text: string): Promise<string> {
  const { documentId } = await seed.addDocument();
  const name = originalKey(seed.tenantId, documentId);
  await store.put(name, Buffer.from(text), type);
  await sql.query('UPDATE document SET sha256 = $1 WHERE id = $2', [hashOf(text), documentId]);
  return name;
}

/** Writes as the file store does, with a hash that fits. */
const plant = (name: string, bytes: Buffer) => store.driver.put(name, bytes, type);
const forged = Buffer.from('a page that somebody made up');
const marker = 'keys/in-use';
const take = (name: string) => store.driver.delete(name);
const readMarker = async () => JSON.parse((await store.driver.get(marker)).toString()) as Record<string, unknown>;
const writeMarker = (told: object) => plant(marker, Buffer.from(JSON.stringify(told)));
const otherProof = () => randomBytes(60).toString('base64');

const waysToSwitchOff: [string, () => Promise<unknown>][] = [
  ['takes the mark away', () => take(marker)],
  ['takes the mark and every data key away', () => store.driver.deletePrefix('keys/')],
  ['says that files were there before', async () => writeMarker({ ...(await readMarker()), isAllSealed: false })],
  ['says so without a proof', async () => writeMarker({ keyId: (await readMarker()).keyId, isAllSealed: false })],
  [
    'says so with a proof of its own',
    async () => writeMarker({ ...(await readMarker()), isAllSealed: false, proof: otherProof() }),
  ],
  ['names another key', () => writeMarker({ keyId: 'f'.repeat(16), isAllSealed: false })],
  ['spoils the mark', () => plant(marker, Buffer.from('{'))],
];

describe('who can write to the store and has no key', () => {
  it.each(waysToSwitchOff)('%s: no forged file is read, by a running process or the next', async (_, change) => {
    await change();
    await plant(mine, forged);
    await expect(store.get(mine)).rejects.toMatchObject({ code: 'storage.corrupt' });
    const next = await open().catch((error: { code: string }) => error.code);
    if (typeof next === 'string') expect(next).toMatch(/^storage\.(marker_missing|key_unknown|corrupt)$/);
    else await expect(next.get(mine)).rejects.toMatchObject({ code: 'storage.corrupt' });
  });

  it('forges no record: each of these is refused as it is read, and named by the check', async () => {
    const at = (name: string) => join(folder, name);
    const swap = async (name: string, other: string) => {
      for (const end of ['', '~sha256']) await copyFile(at(other + end), at(name + end));
    };
    const keyOf = async (name: string) => join('keys', name, (await readdir(at(join('keys', name))))[0]);
    const forgeries: [string, () => Promise<unknown>][] = [
      ['a file of its own', () => plant(mine, forged)],
      ['another record’s file', () => swap(mine, theirs)],
      [
        'another record’s file and data key',
        async () => {
          await swap(mine, theirs);
          const from = await keyOf(theirs);
          const to = join(dirname(await keyOf(mine)), from.slice(from.lastIndexOf('/') + 1));
          await swap(to, from);
        },
      ],
      [
        'a changed byte',
        async () => {
          const bytes = await readFile(at(mine));
          bytes[bytes.length - 20] ^= 1;
          await plant(mine, bytes);
        },
      ],
      ['a cut end', async () => plant(mine, (await readFile(at(mine))).subarray(0, -3))],
    ];
    const whole = { body: await readFile(at(mine)), hash: await readFile(at(`${mine}~sha256`)) };
    let read = 0;
    for (const [what, forge] of forgeries) {
      await forge();
      const outcome = await store.get(mine).catch((error: { code: string }) => error.code);
      if (outcome !== 'storage.corrupt') read += 1;
      const found = await compareStore({ db: seed.db, store, isDeep: true, graceMs: 0 });
      expect([what, found.corrupt]).toEqual([what, [mine]]);
      await writeFile(at(mine), whole.body);
      await writeFile(at(`${mine}~sha256`), whole.hash);
    }
    console.log(`${read} of ${forgeries.length} forgeries read`);
    expect(read).toBe(0);
  });

  it('can bring back an older file of the same name with its data key, which the check finds', async () => {
    const before = new Map<string, Buffer>();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name);
        before.set(path, await readFile(path));
      }
    await store.put(mine, Buffer.from('a newer page'), type);
    await sql.query('UPDATE document SET sha256 = $1 WHERE id = $2', [hashOf('a newer page'), mine.split('/')[3]]);
    for (const [path, bytes] of before) await writeFile(path, bytes);
    expect((await compareStore({ db: seed.db, store, isDeep: true, graceMs: 0 })).corrupt).toEqual([mine]);
  });
});

describe('a store with files from before its key', () => {
  it('says so once, under proof, when its owner allows it, and not otherwise', async () => {
    await store.driver.deletePrefix('keys/');
    await plant(mine, forged);
    await expect(open()).rejects.toMatchObject({ code: 'storage.marker_missing' });
    expect((await (await open({ plainObjects: 'read' })).get(mine)).equals(forged)).toBe(true);
    expect((await (await open()).get(mine)).equals(forged)).toBe(true);
    await expect((await open({ plainObjects: 'refuse' })).get(mine)).rejects.toMatchObject({ code: 'storage.corrupt' });
  });

  it('that 0.1.0 marked as encrypted from its first file on stays so, and gets a proof', async () => {
    const { keyId } = await readMarker();
    await writeMarker({ keyId, isAllSealed: true });
    await plant(theirs, forged);
    await expect((await open()).get(theirs)).rejects.toMatchObject({ code: 'storage.corrupt' });
    expect((await readMarker()).proof).toBeTypeOf('string');
  });
});
