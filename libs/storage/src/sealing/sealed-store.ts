import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@longhand/core';
import { sha256Of, writeToFile } from '../hashing.js';
import { checkKey, checkPrefix } from '../object-keys.js';
import type { ObjectStore, PutOptions, StoredObject } from '../object-store.js';
import { corrupt, wrongSize } from '../storage-errors.js';
import type { DataKeys } from './data-keys.js';
import { keysPrefix } from './data-keys.js';
import { chunksOf, contextOf, Frames, headerBytes, headerOf, objectIdOf, sealedSize } from './frames.js';
import { plainChunkBytes, sealedChunkBytes } from './frames.js';
import { keyUnknown } from './local-keys.js';
import { peek } from './peek.js';

const dataKeyBytes = 32;
/**
 * An object whose data key is gone is being replaced or deleted at this moment: so often it is
 * looked at again, over half a second.
 */
const maxTries = 5;
const waitMs = (tries: number): number => 20 * tries ** 2;

/**
 * Encrypts what goes through it to another store (`driver`) and decrypts what comes back: each
 * object with a data key of its own, in authenticated chunks, bound to the key that it is stored
 * under. Whoever can read the store learns names, sizes and times; whoever can change it can at
 * most take objects away or bring back an older one of the same name. Without data keys it writes
 * what it is given, and refuses what is sealed.
 */
export class SealedStore implements ObjectStore {
  readonly driver: ObjectStore;
  readonly dataKeys: DataKeys | undefined;
  readonly unfinishedWrites?: ObjectStore['unfinishedWrites'];
  readonly freeBytes?: ObjectStore['freeBytes'];
  readonly refusesPlain: boolean;

  /**
   * @param refusesPlain whether an object that is not encrypted counts as damaged, because it can
   *   only be somebody else's
   */
  constructor(driver: ObjectStore, dataKeys?: DataKeys, refusesPlain = false) {
    this.driver = driver;
    this.dataKeys = dataKeys;
    this.refusesPlain = refusesPlain;
    if (driver.unfinishedWrites) this.unfinishedWrites = driver.unfinishedWrites.bind(driver);
    if (driver.freeBytes) this.freeBytes = driver.freeBytes.bind(driver);
  }

  async put(key: string, body: Readable | Buffer, options: PutOptions): Promise<StoredObject> {
    // It may break before it is read; reading it then says so, and until then nobody else listens.
    if (body instanceof Readable) body.once('error', () => undefined);
    checkOwnKey(key);
    if (!this.dataKeys) return this.driver.put(key, body, options);
    const objectId = randomBytes(16);
    const dataKey = randomBytes(dataKeyBytes);
    const frames = new Frames(dataKey, contextOf(objectId, key));
    const replaced = await this.#sealedIdAt(key);
    await this.dataKeys.keep(key, objectId, dataKey);
    // When this fails the key stays: a store that did not answer in time may have taken the body
    // all the same. It goes with `delete`.
    const stored = await this.#write(key, body, { options, objectId, frames });
    // Only the key of a body that was there before and is gone now: another writer's may be about
    // to be needed. The object is safe by then, and a key without a body opens nothing, so that a
    // failure here is none of the put.
    if (replaced) await this.dataKeys.drop(key, replaced).catch(() => undefined);
    return stored;
  }

  async get(key: string): Promise<Buffer> {
    checkOwnKey(key);
    for (let tries = 0; tries < maxTries; tries += 1) {
      const bytes = await this.driver.get(key);
      const frames = await this.#framesFor(key, bytes);
      if (frames === 'plain') return bytes;
      if (frames === 'replaced') {
        await sleep(waitMs(tries));
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of opened(Readable.from([bytes.subarray(headerBytes)]), frames)) chunks.push(chunk);
      return Buffer.concat(chunks);
    }
    throw corrupt();
  }

  async stream(key: string): Promise<Readable> {
    checkOwnKey(key);
    for (let tries = 0; tries < maxTries; tries += 1) {
      const source = await this.driver.stream(key);
      try {
        const { head, rest } = await peek(source, headerBytes);
        const frames = await this.#framesFor(key, head);
        if (frames !== 'replaced')
          return withSource(frames === 'plain' ? joined(head, rest) : opened(rest, frames), source);
      } catch (error) {
        source.destroy();
        throw error;
      }
      source.destroy();
      await sleep(waitMs(tries));
    }
    throw corrupt();
  }

  async toFile(key: string, path: string): Promise<void> {
    await writeToFile(await this.stream(key), path);
  }

  async exists(key: string): Promise<boolean> {
    return this.driver.exists(checkOwnKey(key));
  }

  async delete(key: string): Promise<void> {
    // The key first: what is left when this breaks off is seen by `list`, and can no longer be
    // read.
    await this.dataKeys?.dropAll(checkOwnKey(key));
    await this.driver.delete(checkOwnKey(key));
  }

  async deletePrefix(prefix: string): Promise<void> {
    await this.dataKeys?.dropAll(checkPrefix(prefix));
    await this.driver.deletePrefix(prefix);
  }

  list(prefix: string): AsyncIterable<string> {
    return this.driver.list(prefix);
  }

  check(): Promise<void> {
    return this.driver.check();
  }

  close(): Promise<void> {
    return this.driver.close();
  }

  /** Whether an object was stored before encryption was on. */
  async isPlain(key: string): Promise<boolean> {
    return (await this.#headAt(key).then(objectIdOf)) === undefined;
  }

  async #write(
    key: string,
    body: Readable | Buffer,
    { options, objectId, frames }: { options: PutOptions; objectId: Buffer; frames: Frames },
  ): Promise<StoredObject> {
    if (!(body instanceof Readable)) {
      if (options.sizeBytes !== undefined && options.sizeBytes !== body.length) throw wrongSize();
      const pieces = [headerOf(objectId)];
      for (let from = 0; from === 0 || from < body.length; from += plainChunkBytes) {
        const end = from + plainChunkBytes;
        pieces.push(frames.seal(body.subarray(from, end), end >= body.length));
      }
      await this.driver.put(key, Buffer.concat(pieces), { contentType: options.contentType });
      return { sizeBytes: body.length, sha256: sha256Of(body) };
    }
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const sealed = async function* () {
      yield headerOf(objectId);
      for await (const { bytes, isLast } of chunksOf(body, plainChunkBytes)) {
        hash.update(bytes);
        sizeBytes += bytes.length;
        yield frames.seal(bytes, isLast);
      }
    };
    const wanted = options.sizeBytes;
    await this.driver.put(key, withSource(sealed(), body), {
      contentType: options.contentType,
      ...(wanted !== undefined && { sizeBytes: sealedSize(wanted) }),
    });
    return { sizeBytes, sha256: hash.digest('hex') };
  }

  async #framesFor(key: string, head: Buffer): Promise<Frames | 'plain' | 'replaced'> {
    const objectId = objectIdOf(head);
    if (!objectId) {
      if (this.refusesPlain) throw corrupt();
      return 'plain';
    }
    if (!this.dataKeys) throw keyUnknown();
    const dataKey = await this.dataKeys.find(key, objectId);
    return dataKey ? new Frames(dataKey, contextOf(objectId, key)) : 'replaced';
  }

  async #sealedIdAt(key: string): Promise<Buffer | undefined> {
    if (!(await this.driver.exists(key))) return undefined;
    return this.#headAt(key).then(objectIdOf, (error) => {
      // Deleted meanwhile, or damaged: then it is replaced now.
      if (error instanceof AppError && /^storage\.(missing|corrupt)$/.test(error.code)) return undefined;
      throw error;
    });
  }

  async #headAt(key: string): Promise<Buffer> {
    const source = await this.driver.stream(key);
    try {
      return (await peek(source, headerBytes)).head;
    } finally {
      source.destroy();
    }
  }
}

/** As checkKey, for everything but our own part of the store. */
function checkOwnKey(key: string): string {
  if (!checkKey(key).startsWith(keysPrefix)) return key;
  throw new AppError('storage.bad_key', 'Object keys that begin with "keys/" are reserved for the store.');
}

async function* opened(source: AsyncIterable<Buffer>, frames: Frames): AsyncGenerator<Buffer> {
  for await (const { bytes, isLast } of chunksOf(source, sealedChunkBytes)) yield frames.open(bytes, isLast);
}

async function* joined(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

/**
 * A stream of what a generator gives, that closes the generator's source when its reader gives up,
 * even before the first byte.
 */
function withSource(bytes: AsyncIterable<Buffer>, source: Readable): Readable {
  const stream = Readable.from(bytes, { objectMode: false });
  stream.once('close', () => source.destroy());
  return stream;
}
