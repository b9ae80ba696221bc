import { randomBytes } from 'node:crypto';
import { AppError } from '@longhand/core';
import type { ObjectStore } from '../object-store.js';
import { corrupt } from '../storage-errors.js';
import { contextOf } from './frames.js';
import type { KeyService, WrappedKey } from './key-service.js';

/**
 * Objects under this prefix are ours: `keys/{key of the object}/{object id}` is the wrapped data
 * key of an object.
 */
export const keysPrefix = 'keys/';
const markerKey = `${keysPrefix}in-use`;
const json = { contentType: 'application/json' };

/**
 * The wrapped data keys, stored next to the objects and not in them, so that the master key can
 * change without touching the objects. Each body has its own data key, found by the id in its
 * header: while an object is being replaced, the old body and the new one each have theirs.
 */
export class DataKeys {
  readonly #driver: ObjectStore;
  readonly #keys: KeyService;

  constructor(driver: ObjectStore, keys: KeyService) {
    this.#driver = driver;
    this.#keys = keys;
  }

  async keep(key: string, objectId: Buffer, dataKey: Buffer): Promise<void> {
    await this.#write(placeOf(key, objectId), await this.#keys.wrapKey(dataKey, contextOf(objectId, key)));
  }

  /** @returns undefined when there is no such data key (any more) */
  async find(key: string, objectId: Buffer): Promise<Buffer | undefined> {
    const wrapped = await this.#readIfThere(placeOf(key, objectId));
    return wrapped && this.#keys.unwrapKey(wrapped, contextOf(objectId, key));
  }

  async drop(key: string, objectId: Buffer): Promise<void> {
    await this.#driver.delete(placeOf(key, objectId));
  }

  async dropAll(keyOrPrefix: string): Promise<void> {
    await this.#driver.deletePrefix(keysPrefix + (keyOrPrefix.endsWith('/') ? keyOrPrefix : `${keyOrPrefix}/`));
  }

  /** The places of data keys, as arguments for `keyIdAt` and `rewrap`. */
  places(): AsyncIterable<string> {
    return this.#driver.list(`${keysPrefix}t/`);
  }

  /** The master key that wraps a data key; undefined if it was deleted in the meantime. */
  async keyIdAt(place: string): Promise<string | undefined> {
    return (await this.#readIfThere(place))?.keyId;
  }

  /**
   * Wraps a data key with the current master key. @returns whether it was wrapped with another one
   * before
   */
  async rewrap(place: string): Promise<boolean> {
    const wrapped = await this.#readIfThere(place);
    if (!wrapped || wrapped.keyId === (await this.#keys.currentKeyId())) return false;
    const { key, objectId } = partsOf(place);
    const context = contextOf(objectId, key);
    await this.#write(place, await this.#keys.wrapKey(await this.#keys.unwrapKey(wrapped, context), context));
    // A document that was deleted in the meantime must not leave a key behind.
    if (!(await this.#driver.exists(key))) await this.#driver.delete(place);
    return true;
  }

  /**
   * Remembers in the store which master key is in use, so that a process without it stops at its
   * start. What is remembered is sealed with that key: somebody who can only write to the store can
   * take it away, but not make it say something else.
   * @param mayHoldPlain whether a store that says nothing of itself may hold objects from before
   *   encryption was on
   * @returns whether every object is known to be encrypted, because the store was empty then, or
   *   `markAllSealed` said so
   * @throws AppError storage.key_unknown, storage.marker_missing
   */
  async claim(mayHoldPlain: boolean): Promise<boolean> {
    const found = await markerIn(this.#driver);
    const keyId = await this.#keys.currentKeyId();
    if (found && !(await this.#keys.knows(found.keyId))) {
      throw new AppError(
        'storage.key_unknown',
        'The stored files are encrypted with a different key. Set STORAGE_KEY or STORAGE_KEY_FILE to that key, ' +
          'and list older keys in STORAGE_OLD_KEYS.',
      );
    }
    const used = found && (await this.#believed(found));
    if (used?.keyId === keyId && used.proof) return used.isAllSealed;
    const isAllSealed = used ? used.isAllSealed : await this.#isNew(mayHoldPlain);
    await this.#mark(isAllSealed);
    return isAllSealed;
  }

  /** From now on an object that is not encrypted is one that somebody put there. */
  async markAllSealed(): Promise<void> {
    await this.#mark(true);
  }

  /** A marker without a valid proof is anybody's word: the strict one is taken, the other not. */
  async #believed(marker: Marker): Promise<Marker | undefined> {
    if (!marker.proof) return marker.isAllSealed ? marker : undefined;
    await this.#keys.unwrapKey({ keyId: marker.keyId, bytes: marker.proof }, proofContext(marker));
    return marker;
  }

  /** Of a store without a marker. */
  async #isNew(mayHoldPlain: boolean): Promise<boolean> {
    if (await isEmpty(this.#driver)) return true;
    // Another process may have marked it and put the first object meanwhile.
    const marker = await markerIn(this.#driver);
    if (marker?.proof) return marker.isAllSealed;
    if (mayHoldPlain) return false;
    throw new AppError(
      'storage.marker_missing',
      'It is not known whether all stored files are encrypted. If you have just set a key for files that are not ' +
        'encrypted yet, start once with STORAGE_PLAIN_OBJECTS=read. Otherwise somebody has changed the store: run ' +
        '"longhand check --deep".',
    );
  }

  async #mark(isAllSealed: boolean): Promise<void> {
    const keyId = await this.#keys.currentKeyId();
    const { bytes } = await this.#keys.wrapKey(randomBytes(proofBytes), proofContext({ keyId, isAllSealed }));
    const marker = { keyId, isAllSealed, proof: bytes.toString('base64') };
    await this.#driver.put(markerKey, Buffer.from(JSON.stringify(marker)), json);
  }

  #write(place: string, { keyId, bytes }: WrappedKey): Promise<unknown> {
    return this.#driver.put(place, Buffer.from(JSON.stringify({ keyId, key: bytes.toString('base64') })), json);
  }

  async #readIfThere(place: string): Promise<WrappedKey | undefined> {
    const text = await getIfThere(this.#driver, place);
    if (text === undefined) return undefined;
    const { keyId, key } = parse(text) as { keyId?: unknown; key?: unknown };
    if (typeof keyId !== 'string' || typeof key !== 'string') throw corrupt();
    return { keyId, bytes: Buffer.from(key, 'base64') };
  }
}

interface Marker {
  /** The master key that the store was last opened with. */
  keyId: string;
  isAllSealed: boolean;
  /** Random bytes wrapped with that key for these very words; absent in stores of 0.1.0. */
  proof?: Buffer;
}

const proofBytes = 32;
const proofContext = ({ keyId, isAllSealed }: Marker): Buffer =>
  Buffer.from(`longhand store marker\n${JSON.stringify({ keyId, isAllSealed })}`);

/** The encryption marker of a store; undefined if it was never opened with a key. */
export async function markerIn(driver: ObjectStore): Promise<Marker | undefined> {
  const text = await getIfThere(driver, markerKey);
  if (text === undefined) return undefined;
  const { keyId, isAllSealed, proof } = parse(text) as { keyId?: unknown; isAllSealed?: unknown; proof?: unknown };
  const told = { keyId: String(keyId), isAllSealed: isAllSealed === true };
  return typeof proof === 'string' ? { ...told, proof: Buffer.from(proof, 'base64') } : told;
}

async function isEmpty(driver: ObjectStore): Promise<boolean> {
  for await (const _ of driver.list('t/')) return false;
  return true;
}

const placeOf = (key: string, objectId: Buffer): string => `${keysPrefix}${key}/${objectId.toString('hex')}`;

function partsOf(place: string): { key: string; objectId: Buffer } {
  const end = place.lastIndexOf('/');
  return { key: place.slice(keysPrefix.length, end), objectId: Buffer.from(place.slice(end + 1), 'hex') };
}

async function getIfThere(driver: ObjectStore, key: string): Promise<string | undefined> {
  try {
    return (await driver.get(key)).toString();
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.missing') return undefined;
    throw error;
  }
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw corrupt();
  }
}
