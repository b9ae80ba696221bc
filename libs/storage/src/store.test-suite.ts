import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from './hashing.js';
import type { ObjectStore } from './object-store.js';

const MIB = 1024 * 1024;
const plain = { contentType: 'application/octet-stream' };

async function bytesOf(stream: Readable): Promise<Buffer> {
  return Buffer.concat(await stream.toArray());
}

async function keysOf(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys;
}

/**
 * What every driver of the object store must do.
 * @param open gives an empty store, or one where only this run uses the keys under `t/`
 * @param largeMib size of the large object; no less than 256 shows that it is not held in memory
 */
export function describeObjectStore(name: string, open: () => Promise<ObjectStore>, largeMib = 256): void {
  describe(`object store conformance: ${name}`, () => {
    let store: ObjectStore;
    let folder: string;
    const base = `t/${randomUUID()}`;
    beforeAll(async () => {
      store = await open();
      folder = await mkdtemp(join(tmpdir(), 'longhand-store-'));
    });
    afterAll(async () => {
      await store.deletePrefix(`${base}/`);
      await store.close();
      await rm(folder, { recursive: true });
    });

    it('gives back what was put, from a buffer and from a stream', async () => {
      const bytes = randomBytes(100_000);
      const expected = { sizeBytes: bytes.length, sha256: sha256Of(bytes) };
      expect(await store.put(`${base}/buffer`, bytes, plain)).toEqual(expected);
      expect(await store.put(`${base}/stream`, Readable.from([bytes]), plain)).toEqual(expected);
      expect((await store.get(`${base}/buffer`)).equals(bytes)).toBe(true);
      expect((await bytesOf(await store.stream(`${base}/stream`))).equals(bytes)).toBe(true);
    });

    it('keeps an empty object', async () => {
      await store.put(`${base}/empty`, Buffer.alloc(0), plain);
      expect(await store.get(`${base}/empty`)).toHaveLength(0);
    });

    it(`takes ${largeMib} MiB as a stream without holding them, and writes them to a file`, async () => {
      const chunk = randomBytes(MIB);
      const before = process.memoryUsage().rss;
      let peak = 0;
      const source = Readable.from(
        (async function* () {
          for (let i = 0; i < largeMib; i += 1) {
            peak = Math.max(peak, process.memoryUsage().rss - before);
            yield Buffer.from(chunk);
          }
        })(),
        { objectMode: false, highWaterMark: MIB },
      );
      const stored = await store.put(`${base}/large`, source, { ...plain, sizeBytes: largeMib * MIB });
      expect(stored.sizeBytes).toBe(largeMib * MIB);
      expect(peak).toBeLessThan(160 * MIB);
      await store.toFile(`${base}/large`, join(folder, 'large'));
      expect((await stat(join(folder, 'large'))).size).toBe(largeMib * MIB);
      expect(sha256Of(await readFile(join(folder, 'large')))).toBe(stored.sha256);
    });

    it('replaces an object as a whole', async () => {
      await store.put(`${base}/again`, Buffer.from('first, and longer'), plain);
      await store.put(`${base}/again`, Buffer.from('second'), plain);
      expect((await store.get(`${base}/again`)).toString()).toBe('second');
    });

    it('never shows a mixture while two write and many read', async () => {
      const versions = [Buffer.alloc(300_000, 'a'), Buffer.alloc(200_000, 'b')];
      await store.put(`${base}/race`, versions[0], plain);
      const write = async (bytes: Buffer) => {
        for (let i = 0; i < 5; i += 1) await store.put(`${base}/race`, bytes, plain);
      };
      const read = async () => {
        for (let i = 0; i < 10; i += 1) {
          const bytes = i % 2 ? await store.get(`${base}/race`) : await bytesOf(await store.stream(`${base}/race`));
          expect(versions.some((version) => version.equals(bytes))).toBe(true);
        }
      };
      await Promise.all([write(versions[0]), write(versions[1]), read(), read()]);
      await read();
    });

    it('leaves nothing behind when the source breaks or is shorter than said', async () => {
      const broken = Readable.from(
        (async function* () {
          yield randomBytes(50_000);
          throw new Error('the sender went away');
        })(),
      );
      await expect(store.put(`${base}/broken`, broken, plain)).rejects.toThrow('the sender went away');
      const short = store.put(`${base}/broken`, Readable.from([Buffer.alloc(5)]), { ...plain, sizeBytes: 6 });
      await expect(short).rejects.toMatchObject({ code: 'storage.wrong_size' });
      const shortBuffer = store.put(`${base}/broken`, Buffer.alloc(5), { ...plain, sizeBytes: 6 });
      await expect(shortBuffer).rejects.toMatchObject({ code: 'storage.wrong_size' });
      const unreadable = store.put(`${base}/broken`, createReadStream(join(folder, 'no-such-file')), plain);
      await expect(unreadable).rejects.toThrow('ENOENT');
      expect(await store.exists(`${base}/broken`)).toBe(false);
    });

    it('says that a missing object is missing', async () => {
      const missing = { code: 'storage.missing' };
      expect(await store.exists(`${base}/nothing`)).toBe(false);
      await expect(store.get(`${base}/nothing`)).rejects.toMatchObject(missing);
      await expect(store.stream(`${base}/nothing`)).rejects.toMatchObject(missing);
      await expect(store.toFile(`${base}/nothing`, join(folder, 'nothing'))).rejects.toMatchObject(missing);
      await expect(stat(join(folder, 'nothing'))).rejects.toThrow('ENOENT');
    });

    it('deletes one object, twice without complaint', async () => {
      await store.put(`${base}/gone`, Buffer.from('x'), plain);
      expect(await store.exists(`${base}/gone`)).toBe(true);
      await store.delete(`${base}/gone`);
      await store.delete(`${base}/gone`);
      expect(await store.exists(`${base}/gone`)).toBe(false);
    });

    it('says that an object is missing, and not that it is damaged, while it is being deleted', async () => {
      const bytes = randomBytes(20_000);
      for (let i = 0; i < 10; i += 1) {
        await store.put(`${base}/going`, bytes, plain);
        const reads = Array.from({ length: 4 }, () => store.get(`${base}/going`).catch((error) => error.code));
        const [, ...found] = await Promise.all([store.delete(`${base}/going`), ...reads]);
        for (const one of found) expect(one === 'storage.missing' || bytes.equals(one)).toBe(true);
      }
    });

    it('lists and deletes by prefix, and only that prefix', async () => {
      const keys = [`${base}/list/a`, `${base}/list/sub/b`, `${base}/list/sub/deep/c`, `${base}/listing`];
      for (const key of keys) await store.put(key, Buffer.from(key), plain);
      expect((await keysOf(store, `${base}/list/`)).sort()).toEqual(keys.slice(0, 3));
      await store.deletePrefix(`${base}/list/`);
      expect(await keysOf(store, `${base}/list/`)).toEqual([]);
      expect(await store.exists(keys[3])).toBe(true);
      await store.deletePrefix(`${base}/list/`);
    });

    it('refuses keys that leave the root or mean nothing', async () => {
      const bad = { code: 'storage.bad_key' };
      for (const key of [
        '',
        '/etc/passwd',
        '../x',
        'a/../../x',
        'a//b',
        'a/./b',
        'a\\b',
        'a/~sha256',
        'a\0b',
        'x'.repeat(501),
      ]) {
        await expect(store.put(key, Buffer.from('x'), plain), key).rejects.toMatchObject(bad);
        await expect(store.get(key), key).rejects.toMatchObject(bad);
        await expect(store.exists(key), key).rejects.toMatchObject(bad);
        await expect(store.delete(key), key).rejects.toMatchObject(bad);
      }
      for (const prefix of ['', '/', '../', 't', 'a/../']) {
        await expect(store.deletePrefix(prefix), prefix).rejects.toMatchObject(bad);
      }
    });

    it('closes the object when its reader gives up half way', async () => {
      await store.put(`${base}/half`, randomBytes(5 * MIB), plain);
      const stream = await store.stream(`${base}/half`);
      for await (const _ of stream) break;
      expect(stream.destroyed).toBe(true);
    });

    it('answers its check', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
}
