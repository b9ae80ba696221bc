import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadConfig } from '@longhand/config';
import { createLogger } from '@longhand/log';
import { newMasterKey, openObjectStore } from '@longhand/storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandInput } from '../command.js';
import { openStore } from '../system/open-store.js';
import { storage } from './storage.js';

const config = loadConfig({});
const png = { contentType: 'image/png' };
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'longhand-storage-command-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

async function run(...words: string[]): Promise<unknown> {
  let result: unknown;
  const out = { json: (value: unknown) => (result = value), text: () => undefined, note: () => undefined };
  const input = { values: {}, words, out, config, dataDir, signal: new AbortController().signal };
  expect(await storage.run(input as unknown as CommandInput)).toBe(0);
  return result;
}
const keys = async () => (await readFile(join(dataDir, 'storage-keys'), 'utf8')).trim().split('\n');

it('encrypts what a data folder held before it had a key, and changes the key', async () => {
  const url = pathToFileURL(join(dataDir, 'objects')).href;
  const bare = await openObjectStore({ url, log: createLogger({ service: 'test', level: 'silent' }) });
  await bare.put('t/x/old', Buffer.from('stored long ago'), png);
  await expect(run('rotate')).rejects.toThrow('not encrypted');
  const store = await openStore({ config, dataDir, mayCreate: true });
  expect((await stat(join(dataDir, 'storage-keys'))).mode & 0o777).toBe(0o600);
  await store.put('t/x/new', Buffer.from('stored today'), png);
  expect(await run()).toMatchObject({ plain: 1 });
  expect(await run('encrypt')).toEqual({ encrypted: 1 });
  const [first] = await keys();
  expect(await run('rotate')).toEqual({ rewrapped: 2 });
  const after = await keys();
  expect(after).toHaveLength(1);
  expect(after[0]).not.toBe(first);
  // The process that was there all the time reads and writes on.
  expect((await store.get('t/x/old')).toString()).toBe('stored long ago');
  await store.put('t/x/newer', Buffer.from('stored later'), png);
  const { byKey, plain } = (await run('status')) as { byKey: object; plain: number };
  expect([Object.values(byKey), plain]).toEqual([[3], 0]);
  expect((await (await openStore({ config, dataDir })).get('t/x/newer')).toString()).toBe('stored later');
});

it('puts a file back that is missing', async () => {
  const file = join(dataDir, 'from-a-backup');
  await writeFile(file, 'the original');
  expect(await run('put', 't/x/lost', file)).toMatchObject({ key: 't/x/lost', sizeBytes: 12 });
  const store = await openStore({ config, dataDir });
  expect((await store.get('t/x/lost')).toString()).toBe('the original');
  await expect(run('put', 't/x/lost', join(dataDir, 'nothing'))).rejects.toThrow('ENOENT');
  await expect(async () => run('put', 'keys/in-use', file)).rejects.toThrow('give the key');
  await expect(async () => run('put', 't/x/lost')).rejects.toThrow('give the key');
  await store.delete('t/x/lost');
});

it('goes on with a change of key that was broken off', async () => {
  const store = await openStore({ config, dataDir });
  const [current] = await keys();
  const begun = newMasterKey();
  await writeFile(join(dataDir, 'storage-keys'), `${begun}\n${current}\n`);
  expect(await run('rotate')).toEqual({ rewrapped: 3 });
  expect(await keys()).toEqual([begun]);
  expect((await store.get('t/x/old')).toString()).toBe('stored long ago');
});
