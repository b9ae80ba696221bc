import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FileSealer } from './file-sealer.js';
import { headerBytes, plainChunkBytes, sealedChunkBytes } from './frames.js';
import { newMasterKey } from './master-key.js';

const key = newMasterKey();
const sealer = new FileSealer(key);
const collect = async (source: AsyncIterable<Buffer>) => Buffer.concat(await Readable.from(source).toArray());
const seal = (name: string, bytes: Buffer, by = sealer) => collect(by.seal(name, Readable.from([bytes])));
const open = (name: string, bytes: Buffer, by = sealer) => collect(by.open(name, Readable.from([bytes])));
const corrupt = { code: 'storage.corrupt' };

describe('a sealed file', () => {
  it('of any size comes back as it was', async () => {
    for (const size of [0, 1, plainChunkBytes, plainChunkBytes + 1, 3 * plainChunkBytes]) {
      const bytes = randomBytes(size);
      const sealed = await seal('a', bytes);
      if (size > 20) expect(sealed.includes(bytes.subarray(0, 20))).toBe(false);
      expect((await open('a', sealed)).equals(bytes)).toBe(true);
      // The set is known again by its salt.
      expect((await open('a', sealed, new FileSealer(key, sealer.salt))).equals(bytes)).toBe(true);
    }
  });

  it('opens under no other name, in no other set, with no other key', async () => {
    const sealed = await seal('a', Buffer.from('record'));
    await expect(open('b', sealed)).rejects.toMatchObject(corrupt);
    await expect(open('a', sealed, new FileSealer(key))).rejects.toMatchObject(corrupt);
    await expect(open('a', sealed, new FileSealer(newMasterKey(), sealer.salt))).rejects.toMatchObject(corrupt);
  });

  it('is refused when a byte, a chunk or its end is not as it was written', async () => {
    const sealed = await seal('a', randomBytes(2 * plainChunkBytes + 10));
    const flipped = Buffer.from(sealed);
    flipped[headerBytes + 7] ^= 1;
    const cut = sealed.subarray(0, headerBytes + 2 * sealedChunkBytes);
    for (const wrong of [flipped, cut, sealed.subarray(0, -1), sealed.subarray(0, 9), Buffer.from('plain text')]) {
      await expect(open('a', wrong)).rejects.toMatchObject(corrupt);
    }
  });
});

it('a signature holds for its text, its set and its key', () => {
  const signature = sealer.sign('list');
  expect(sealer.isSigned('list', signature)).toBe(true);
  expect(sealer.isSigned('lists', signature)).toBe(false);
  expect(sealer.isSigned('list', '')).toBe(false);
  expect(new FileSealer(key).isSigned('list', signature)).toBe(false);
  expect(new FileSealer(newMasterKey(), sealer.salt).isSigned('list', signature)).toBe(false);
});
