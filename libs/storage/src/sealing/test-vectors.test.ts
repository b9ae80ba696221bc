import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { sha256Of } from '../hashing.js';
import { chunksOf, contextOf, Frames, headerOf, plainChunkBytes, sealedSize } from './frames.js';
import { parseMasterKey } from './master-key.js';

// Made from docs/decisions/0013-encryption-at-rest.md alone, with another implementation: Python's
// cryptography 48.0.0. The page has the lines that made them.
const bytesFrom = (first: number, count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, (_, i) => first + i));
const objectId = bytesFrom(0x00, 16);
const dataKey = bytesFrom(0x20, 32);
const masterKey = bytesFrom(0x40, 32);
const place = 't/one/d1/pages/1/page.jpg';
const patternOf = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, i) => i * 7));

const sealedBodies = [
  { plainBytes: 0, sha256: 'a160b7b240e2b1434958452c36c1698fe5fe9a83480918e89869fafd3ba4e1c8' },
  { plainBytes: 8, sha256: '092df68b51578980164bc5ec97416ced30ff399c29fad6ee909b13f09a1c866a' },
  { plainBytes: 65_536, sha256: '8bd872efb24d2af64a1955affd5d9ee30700d361544e479ce3dfcfa02b2ea7a9' },
  { plainBytes: 65_537, sha256: 'aff6ac308503faddad6df32e91d14110d4da5e52424169d4917065d7586ce9b3' },
  { plainBytes: 131_072, sha256: '1b25580188e8385e7f7eebcf9603732408f111d63c9e9800c03aa43fdcfa7e6b' },
];
const sealedEightBytes =
  '6c6f6e6768616e642d7365616c656431000102030405060708090a0b0c0d0e0f0bec66aa65f96597119806a095e2c81502a60e7f1e5f0957';
const masterKeyId = 'bc64b9e8c9e5be21';
const wrappedDataKey =
  'a0a1a2a3a4a5a6a7a8a9aaabf7ae241cc6ceba0a51466bd5a5911ed9df26c7f4' +
  'd85ab31adae5d4a1d5ff40c703515a206baa2773d3e1a93ffac98b2d';

async function sealedBodyOf(plain: Buffer): Promise<Buffer> {
  const frames = new Frames(dataKey, contextOf(objectId, place));
  const pieces = [headerOf(objectId)];
  for await (const { bytes, isLast } of chunksOf(Readable.from([plain]), plainChunkBytes))
    pieces.push(frames.seal(bytes, isLast));
  return Buffer.concat(pieces);
}

describe('sealed bodies', () => {
  it.each(sealedBodies)('of $plainBytes bytes are as the specification says', async ({ plainBytes, sha256 }) => {
    const body = await sealedBodyOf(patternOf(plainBytes));
    expect(sha256Of(body)).toBe(sha256);
    expect(body).toHaveLength(sealedSize(plainBytes));
  });

  it('of eight bytes, in full', async () => {
    expect((await sealedBodyOf(patternOf(8))).toString('hex')).toBe(sealedEightBytes);
  });
});

describe('a wrapped data key', () => {
  const wrapped = Buffer.from(wrappedDataKey, 'hex');
  const key = parseMasterKey(masterKey.toString('base64'));

  it('opens with the master key that its id names, for its object alone', () => {
    expect(key.id).toBe(masterKeyId);
    expect(key.unwrap(wrapped, contextOf(objectId, place))).toEqual(dataKey);
    expect(() => key.unwrap(wrapped, contextOf(objectId, `${place}2`))).toThrow();
    expect(() => key.unwrap(wrapped, contextOf(bytesFrom(0x01, 16), place))).toThrow();
  });

  it('does not open with any byte changed', () => {
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Buffer.from(wrapped);
      changed[at] ^= 1;
      expect(() => key.unwrap(changed, contextOf(objectId, place))).toThrow();
    }
  });

  it('is wrapped under another nonce every time', () => {
    const [one, two] = [0, 1].map(() => key.wrap(dataKey, contextOf(objectId, place)).subarray(0, 12).toString('hex'));
    expect(one).not.toBe(two);
  });
});
