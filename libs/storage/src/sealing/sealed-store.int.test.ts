import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { createLogger } from '@longhand/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '../hashing.js';
import { openObjectStore, type SealingSettings } from '../open-object-store.js';
import { describeObjectStore } from '../store.test-suite.js';
import { headerBytes, plainChunkBytes, sealedChunkBytes, sealedSize } from './frames.js';
import { newMasterKey } from './master-key.js';
import { reportSealing, rewrapDataKeys, sealPlainObjects } from './rotate-keys.js';

const log = createLogger({ service: 'test', level: 'silent' });
const plain = { contentType: 'application/octet-stream' };
const key = newMasterKey();
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'longhand-sealed-'));
});
afterAll(() => rm(root, { recursive: true }));

const sealing = (more: Partial<SealingSettings> = {}): SealingSettings => ({
  key,
  oldKeys: '',
  keyFile: '',
  plainObjects: 'read',
  ...more,
});
const open = (name: string, settings?: SealingSettings) =>
  openObjectStore({ url: pathToFileURL(join(root, name)).href, log, ...(settings && { sealing: settings }) });

async function filesBelow(name: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path)] as const)));
}

describeObjectStore('encrypted file://', () => open('conformance', sealing()));
const { LONGHAND_TEST_S3_URL: url, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = process.env;
if (url) {
  // A bucket of its own: a store remembers its key.
  const own = new URL(url);
  own.pathname += `-sealed-${randomBytes(4).toString('hex')}`;
  describeObjectStore('encrypted s3://', () =>
    openObjectStore({ url: own.href, s3: { accessKey, secretKey }, sealing: sealing(), log }),
  );
}

describe('an encrypted object', () => {
  it('of any size comes back as it was, and is of the size that was foretold', async () => {
    const store = await open('sizes', sealing());
    for (const size of [0, 1, plainChunkBytes - 1, plainChunkBytes, plainChunkBytes + 1, 3 * plainChunkBytes]) {
      const bytes = randomBytes(size);
      const expected = { sizeBytes: size, sha256: sha256Of(bytes) };
      const pieces = Readable.from([bytes.subarray(0, size >> 1), bytes.subarray(size >> 1)]);
      expect(await store.put('t/x/stream', pieces, { ...plain, sizeBytes: size })).toEqual(expected);
      expect(await store.put('t/x/buffer', bytes, plain)).toEqual(expected);
      for (const name of ['t/x/stream', 't/x/buffer']) {
        expect(sha256Of(await store.get(name))).toBe(expected.sha256);
        expect(sha256Of(Buffer.concat(await (await store.stream(name)).toArray()))).toBe(expected.sha256);
        expect((await readFile(join(root, 'sizes', name))).length).toBe(sealedSize(size));
      }
    }
  });

  it('leaves no run of its bytes in any file of the store, nor the keys', async () => {
    const store = await open('planted', sealing());
    const text = Buffer.from('Mrs Planted-Name takes ramipril 5 mg twice a day. '.repeat(3000));
    const image = randomBytes(300_000);
    await store.put('t/x/text', text, plain);
    await store.put('t/x/image', Readable.from([image]), plain);
    const files = await filesBelow('planted');
    expect(files.size).toBeGreaterThanOrEqual(10);
    for (const [path, bytes] of files) {
      expect([path, bytes.includes('Planted-Name')]).toEqual([path, false]);
      for (let at = 0; at < image.length; at += 10_000) expect(bytes.includes(image.subarray(at, at + 16))).toBe(false);
      expect(bytes.includes(key) || bytes.includes(Buffer.from(key, 'base64'))).toBe(false);
    }
    // The same bytes twice are not seen to be the same.
    await store.put('t/x/again', text, plain);
    const body = (name: string) => readFile(join(root, 'planted', name));
    expect((await body('t/x/again')).subarray(headerBytes, 4000)).not.toEqual(
      (await body('t/x/text')).subarray(headerBytes, 4000),
    );
  });

  it('is hidden with its data key from lists, and takes the key with it when it goes', async () => {
    const store = await open('lists', sealing());
    for (const name of ['t/x/a', 't/x/b/c']) await store.put(name, Buffer.from(name), plain);
    await store.put('t/x/a', Buffer.from('again'), plain);
    const keys: string[] = [];
    for await (const name of store.list('t/')) keys.push(name);
    expect(keys.sort()).toEqual(['t/x/a', 't/x/b/c']);
    expect(await reportSealing(store)).toEqual({
      byKey: { [Object.keys((await reportSealing(store)).byKey)[0]]: 2 },
      plain: 0,
    });
    await store.delete('t/x/a');
    await store.deletePrefix('t/x/');
    expect([...(await filesBelow('lists')).keys()].map((path) => path.slice(join(root, 'lists').length))).toEqual([
      '/keys/in-use',
      '/keys/in-use~sha256',
    ]);
    await expect(store.put('keys/in-use', Buffer.alloc(1), plain)).rejects.toMatchObject({ code: 'storage.bad_key' });
  });

  it('keeps its key when the store took it and failed to say so', async () => {
    const store = await open('unsure', sealing());
    await store.put('t/x/object', Buffer.from('old'), plain);
    const put = store.driver.put.bind(store.driver);
    store.driver.put = async (name, body, options) => {
      const stored = await put(name, body, options);
      if (name.startsWith('t/')) throw new Error('no answer in time');
      return stored;
    };
    await expect(store.put('t/x/object', Buffer.from('new'), plain)).rejects.toThrow('no answer in time');
    expect((await store.get('t/x/object')).toString()).toBe('new');
    await store.delete('t/x/object');
    expect([...(await filesBelow('unsure')).keys()].filter((path) => path.includes('object'))).toEqual([]);
  });
});

describe('an encrypted object that was tampered with', () => {
  const size = 2 * plainChunkBytes + 100;
  /**
   * Writes other bytes the way somebody would who can write into the store: with a hash that fits.
   */
  async function forge(name: string, change: (bytes: Buffer) => Buffer): Promise<void> {
    const path = join(root, 'forged', name);
    const bytes = change(await readFile(path));
    await writeFile(path, bytes);
    await writeFile(`${path}~sha256`, `\n${sha256Of(bytes)} ${bytes.length} text/plain\n`);
  }
  const flip = (at: number) => (bytes: Buffer) => {
    bytes[at] ^= 1;
    return bytes;
  };
  const chunk = (bytes: Buffer, i: number) =>
    bytes.subarray(headerBytes + i * sealedChunkBytes, headerBytes + (i + 1) * sealedChunkBytes);

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a changed byte', flip(headerBytes + 5)],
    ['a changed byte in the last chunk', flip(sealedSize(size) - 20)],
    ['another object id', flip(20)],
    ['a missing end', (bytes) => bytes.subarray(0, -1)],
    ['a missing last chunk', (bytes) => bytes.subarray(0, headerBytes + 2 * sealedChunkBytes)],
    ['a header alone', (bytes) => bytes.subarray(0, headerBytes)],
    ['half a header', (bytes) => bytes.subarray(0, 10)],
    ['bytes behind the end', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    [
      'two chunks in another order',
      (b) => Buffer.concat([b.subarray(0, headerBytes), chunk(b, 1), chunk(b, 0), chunk(b, 2)]),
    ],
    ['a chunk twice', (b) => Buffer.concat([b.subarray(0, headerBytes), chunk(b, 0), chunk(b, 0), chunk(b, 2)])],
    ['no encryption at all', () => Buffer.from('somebody else wrote this')],
  ])('is refused: %s', async (_, change) => {
    const store = await open('forged', sealing());
    await store.put('t/x/object', randomBytes(size), plain);
    await forge('t/x/object', change);
    const corrupt = { name: 'PermanentFailure', code: 'storage.corrupt' };
    await expect(store.get('t/x/object')).rejects.toMatchObject(corrupt);
    await expect(store.stream('t/x/object').then((stream) => stream.toArray())).rejects.toMatchObject(corrupt);
    await expect(store.toFile('t/x/object', join(root, 'copy'))).rejects.toMatchObject(corrupt);
    expect(await readdir(root)).not.toContain('copy');
  });

  it('is refused in the place of another one, with its data key or without', async () => {
    const store = await open('forged', sealing());
    for (const name of ['t/x/mine', 't/y/theirs']) await store.put(name, Buffer.from(name), plain);
    const at = (name: string) => join(root, 'forged', name);
    await forge('t/x/mine', () => Buffer.from('x'));
    await rename(at('t/y/theirs'), at('t/x/mine'));
    await rename(at('t/y/theirs~sha256'), at('t/x/mine~sha256'));
    await expect(store.get('t/x/mine')).rejects.toMatchObject({ code: 'storage.corrupt' });
    for (const file of await readdir(at('keys/t/y/theirs')))
      await rename(at(`keys/t/y/theirs/${file}`), at(`keys/t/x/mine/${file}`));
    await expect(store.get('t/x/mine')).rejects.toMatchObject({ code: 'storage.corrupt' });
  });
});

describe('master keys', () => {
  it('are changed without touching an object, with readers and writers at work, from any point', async () => {
    const keyFile = join(root, 'rotated-keys');
    const fileSealing = sealing({ key: '', keyFile });
    await writeFile(keyFile, `${key}\n`);
    const store = await open('rotated', fileSealing);
    for (let i = 0; i < 12; i += 1) await store.put(`t/x/${i}`, Buffer.from(`object ${i}`), plain);
    const bodies = async () => [...(await filesBelow('rotated'))].filter(([path]) => path.includes('/rotated/t/'));
    const before = await bodies();
    const newer = newMasterKey();
    await writeFile(keyFile, `${newer}\n${key}\n`);
    const crash = (done: number) => {
      if (done === 5) throw new Error('killed');
    };
    await expect(rewrapDataKeys(store, crash)).rejects.toThrow('killed');
    expect(Object.values((await reportSealing(store)).byKey).sort()).toEqual([5, 7]);
    // Another process reads both kinds meanwhile.
    const reader = await open('rotated', fileSealing);
    for (let i = 0; i < 12; i += 1) expect((await reader.get(`t/x/${i}`)).toString()).toBe(`object ${i}`);
    expect(await rewrapDataKeys(await open('rotated', fileSealing))).toBe(7);
    expect(await rewrapDataKeys(store)).toBe(0);
    expect(await bodies()).toEqual(before);
    await writeFile(keyFile, `${newer}\n`);
    for (let i = 0; i < 12; i += 1) expect((await reader.get(`t/x/${i}`)).toString()).toBe(`object ${i}`);
    await expect(open('rotated', sealing())).rejects.toMatchObject({ code: 'storage.key_unknown' });
    await expect(open('rotated')).rejects.toMatchObject({ code: 'storage.key_unknown' });
    expect((await (await open('rotated', sealing({ key: newer }))).get('t/x/3')).toString()).toBe('object 3');
  });

  it('may come later than the objects, which are then read as they are until they are encrypted', async () => {
    const bare = await open('late');
    await bare.put('t/x/old', Buffer.from('in the clear'), plain);
    const store = await open('late', sealing());
    await store.put('t/x/new', Buffer.from('not in the clear'), plain);
    expect((await store.get('t/x/old')).toString()).toBe('in the clear');
    expect((await reportSealing(store)).plain).toBe(1);
    await expect((await open('late', sealing({ plainObjects: 'refuse' }))).get('t/x/old')).rejects.toMatchObject({
      code: 'storage.corrupt',
    });
    // Whoever still holds the store without a key does not take sealed bytes for a picture.
    await expect(bare.get('t/x/new')).rejects.toMatchObject({ code: 'storage.key_unknown' });
    await expect(bare.stream('t/x/new')).rejects.toMatchObject({ code: 'storage.key_unknown' });
    expect(await sealPlainObjects(store)).toBe(1);
    expect((await reportSealing(store)).plain).toBe(0);
    expect((await (await open('late', sealing())).get('t/x/old')).toString()).toBe('in the clear');
    expect((await readFile(join(root, 'late/t/x/old'))).includes('clear')).toBe(false);
  });

  it.each([
    ['too short', { key: 'c2hvcnQ=' }],
    ['no base64', { key: `${'!'.repeat(44)}` }],
    ['old ones alone', { key: '', oldKeys: newMasterKey() }],
  ])('that are %s stop the start, unrepeated', async (_, wrong) => {
    const opening = open('wrong', sealing(wrong));
    await expect(opening).rejects.toMatchObject({ code: 'storage.bad_master_key' });
    await expect(opening).rejects.not.toThrow(wrong.key || 'x'.repeat(99));
  });
});
