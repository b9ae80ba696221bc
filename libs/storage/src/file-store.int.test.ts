import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PermanentFailure } from '@longhand/core';
import { createLogger } from '@longhand/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from './object-store.js';
import { openObjectStore } from './open-object-store.js';
import { describeObjectStore } from './store.test-suite.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'longhand-files-'));
});
afterAll(() => rm(root, { recursive: true }));

const open = () =>
  openObjectStore({
    url: pathToFileURL(join(root, 'objects')).href,
    log: createLogger({ service: 'test', level: 'silent' }),
  });

describeObjectStore('file://', open);

describe('file store', () => {
  let store: ObjectStore;
  const options = { contentType: 'text/plain' };
  const pathOf = (key: string) => join(root, 'objects', key);
  beforeAll(async () => {
    store = await open();
  });

  it('counts and removes what a dead writer left: its bytes, and a list of hashes without an object', async () => {
    await store.put('left/whole', Buffer.from('whole'), options);
    await writeFile(pathOf('left/cut.0e6f~new'), 'cu');
    await writeFile(pathOf('left/cut~sha256'), 'a list');
    expect(await store.unfinishedWrites!(60_000, true)).toBe(0);
    // The list may be wanted by the write that is still there.
    expect(await store.unfinishedWrites!(0, false)).toBe(1);
    await rm(pathOf('left/cut.0e6f~new'));
    expect(await store.unfinishedWrites!(60_000, true)).toBe(0);
    expect(await store.unfinishedWrites!(0, true)).toBe(1);
    expect((await readdir(pathOf('left'))).toSorted()).toEqual(['whole', 'whole~sha256']);
    expect((await store.get('left/whole')).toString()).toBe('whole');
  });

  async function expectCorrupt(key: string) {
    await expect(store.get(key)).rejects.toMatchObject({ code: 'storage.corrupt' });
    await expect(store.get(key)).rejects.toBeInstanceOf(PermanentFailure);
    await expect((await store.stream(key)).toArray()).rejects.toMatchObject({ code: 'storage.corrupt' });
    await expect(store.toFile(key, join(root, 'copy'))).rejects.toMatchObject({ code: 'storage.corrupt' });
    expect(await readdir(root)).not.toContain('copy');
  }

  it('notices changed, cut and lengthened bytes', async () => {
    await store.put('a/object', Buffer.from('as it was written'), options);
    await writeFile(pathOf('a/object'), 'as it was wr1tten');
    await expectCorrupt('a/object');
    await store.put('a/object', Buffer.from('as it was written'), options);
    await truncate(pathOf('a/object'), 5);
    await expectCorrupt('a/object');
    await store.put('a/object', Buffer.from('as it was written'), options);
    await appendFile(pathOf('a/object'), '!');
    await expectCorrupt('a/object');
  });

  it('keeps the old object good when a write dies between its two names', async () => {
    await store.put('a/old', Buffer.from('old'), options);
    // The hash of the new bytes is written first; then the machine stops, half way through a line.
    await appendFile(`${pathOf('a/old')}~sha256`, `\n${'0'.repeat(64)} 3 text/plain\n\nabcdef`);
    expect((await store.get('a/old')).toString()).toBe('old');
    await store.put('a/old', Buffer.from('new'), options);
    expect((await store.get('a/old')).toString()).toBe('new');
  });

  it('leaves no temporary file, and lists only objects', async () => {
    await store.put('only/one', Buffer.from('x'), options);
    await writeFile(pathOf('only/one.dead~new'), 'left by a killed process');
    expect((await readdir(pathOf('only'))).sort()).toEqual(['one', 'one.dead~new', 'one~sha256']);
    for await (const key of store.list('only/')) expect(key).toBe('only/one');
    expect(await readFile(pathOf('only/one'), 'utf8')).toBe('x');
  });

  it('says what to do when the folder cannot be used', async () => {
    await writeFile(join(root, 'a-file'), '');
    const url = pathToFileURL(join(root, 'a-file', 'objects')).href;
    const opening = openObjectStore({ url, log: createLogger({ service: 'test', level: 'silent' }) });
    await expect(opening).rejects.toMatchObject({ code: 'storage.unavailable' });
  });
});
