import { createCipheriv, createDecipheriv } from 'node:crypto';
import { corrupt } from '../storage-errors.js';

/** No accepted file type begins with these bytes. */
const magic = Buffer.from('longhand-sealed1');
const objectIdBytes = 16;
const tagBytes = 16;
export const headerBytes = magic.length + objectIdBytes;
/** Plain bytes of every chunk but the last, which may have fewer. */
export const plainChunkBytes = 65_536;
export const sealedChunkBytes = plainChunkBytes + tagBytes;

export const headerOf = (objectId: Buffer): Buffer => Buffer.concat([magic, objectId]);

/** The id in a header; undefined for bytes that are not sealed. */
export function objectIdOf(head: Buffer): Buffer | undefined {
  const isSealed = head.length >= headerBytes && head.subarray(0, magic.length).equals(magic);
  return isSealed ? Buffer.from(head.subarray(magic.length, headerBytes)) : undefined;
}

/** Bytes in the store of so many plain ones. */
export const sealedSize = (plainBytes: number): number =>
  headerBytes + plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / plainChunkBytes));

/**
 * Seals and opens the chunks of one object in turn: AES-256-GCM, after the STREAM construction of
 * Hoang, Reyhanitabar, Rogaway and Vizár (2015). The nonce is the chunk's number and whether it is
 * the last, so that a chunk that is moved, left out or cut off does not open; the data key is used
 * for this object alone, so that no nonce comes twice. The header and the place in the store are
 * authenticated with every chunk. docs/decisions/0013-encryption-at-rest.md is its specification.
 */
export class Frames {
  readonly #key: Buffer;
  readonly #aad: Buffer;
  #number = 0;

  constructor(dataKey: Buffer, context: Buffer) {
    this.#key = dataKey;
    this.#aad = context;
  }

  seal(chunk: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, this.#nextNonce(isLast)).setAAD(this.#aad);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws PermanentFailure storage.corrupt */
  open(chunk: Buffer, isLast: boolean): Buffer {
    if (chunk.length < tagBytes) throw corrupt();
    const decipher = createDecipheriv('aes-256-gcm', this.#key, this.#nextNonce(isLast));
    decipher.setAAD(this.#aad).setAuthTag(chunk.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(chunk.subarray(0, -tagBytes)), decipher.final()]);
    } catch {
      throw corrupt();
    }
  }

  #nextNonce(isLast: boolean): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(this.#number, 7);
    nonce[11] = isLast ? 1 : 0;
    this.#number += 1;
    return nonce;
  }
}

/**
 * The data that is authenticated with the object and its data key: its header and the key it is
 * stored under.
 */
export const contextOf = (objectId: Buffer, key: string): Buffer =>
  Buffer.concat([headerOf(objectId), Buffer.from(key)]);

/**
 * Cuts bytes into chunks of `size`; the last one, of 0 to `size` bytes, says so. Holds two chunks
 * at most, and what the source gives at once.
 */
export async function* chunksOf(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const bytes of source) {
    waiting.push(bytes);
    length += bytes.length;
    // A chunk is returned only when it is known that more follows.
    if (length <= size) continue;
    const joined = Buffer.concat(waiting);
    let from = 0;
    for (; joined.length - from > size; from += size)
      yield { bytes: joined.subarray(from, from + size), isLast: false };
    waiting = [joined.subarray(from)];
    length = joined.length - from;
  }
  yield { bytes: Buffer.concat(waiting), isLast: true };
}
