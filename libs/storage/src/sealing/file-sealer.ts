import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import { corrupt } from '../storage-errors.js';
import { chunksOf, contextOf, Frames, headerBytes, headerOf, objectIdOf } from './frames.js';
import { plainChunkBytes, sealedChunkBytes } from './frames.js';
import { parseMasterKey } from './master-key.js';
import { peek } from './peek.js';

const saltBytes = 32;

/**
 * Seals the files of one set, such as a backup, in the format of stored objects, without a file of
 * wrapped keys beside each: a file's key is made by HKDF-SHA256 (RFC 5869) of the set's key, the
 * set's salt and the file's random id. A file opens under its own name in its own set alone.
 */
export class FileSealer {
  /** A hash of the key, which tells which one a set was made with. */
  readonly keyId: string;
  /** Random, of this set alone; hex. */
  readonly salt: string;
  readonly #key: Buffer;

  /**
   * @param key 32 random bytes in base64
   * @param salt of a set that is there already; a new one when absent
   * @throws AppError storage.bad_master_key
   */
  constructor(key: string, salt = randomBytes(saltBytes).toString('hex')) {
    this.keyId = parseMasterKey(key).id;
    this.#key = /^[0-9a-f]{64}$/i.test(key) ? Buffer.from(key, 'hex') : Buffer.from(key, 'base64');
    this.salt = salt;
  }

  async *seal(name: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const fileId = randomBytes(16);
    const frames = this.#framesOf(name, fileId);
    yield headerOf(fileId);
    for await (const { bytes, isLast } of chunksOf(source, plainChunkBytes)) yield frames.seal(bytes, isLast);
  }

  /** @throws PermanentFailure storage.corrupt for what is not as it was sealed */
  async *open(name: string, source: Readable): AsyncGenerator<Buffer> {
    const { head, rest } = await peek(source, headerBytes);
    const fileId = objectIdOf(head);
    if (!fileId) throw corrupt();
    const frames = this.#framesOf(name, fileId);
    for await (const { bytes, isLast } of chunksOf(rest, sealedChunkBytes)) yield frames.open(bytes, isLast);
  }

  /** What proves that a text was written by whoever has the key, for this set. Hex. */
  sign(text: string): string {
    return createHmac('sha256', this.#derive('signature')).update(text).digest('hex');
  }

  isSigned(text: string, signature: string): boolean {
    const wanted = Buffer.from(this.sign(text), 'hex');
    const given = Buffer.from(signature, 'hex');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  #framesOf(name: string, fileId: Buffer): Frames {
    return new Frames(this.#derive(`file ${fileId.toString('hex')}`), contextOf(fileId, name));
  }

  #derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key, Buffer.from(this.salt, 'hex'), `longhand set ${purpose}`, 32));
  }
}
