import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, opendir, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HashingStream, sha256Of, verifyStream, writeToFile } from './hashing.js';
import { checkKey, checkPrefix } from './object-keys.js';
import type { ObjectStore, PutOptions, StoredObject } from './object-store.js';
import { corrupt, missing, namingDiskFailure, unavailable, wrongSize } from './storage-errors.js';

// "~" is not allowed in keys, so the driver's own files cannot meet an object.
const hashesSuffix = '~sha256';
const temporarySuffix = '~new';
const probeBytes = 4096;

/**
 * Stores objects as files under one folder. A write uses a temporary name in the same folder, is
 * synced and renamed: a crash leaves the old object or the new one. Next to each object is a list
 * of its valid hashes, appended before the rename, so that neither a crash between the two nor two
 * simultaneous writers can make good bytes look corrupt.
 */
export class FileStore implements ObjectStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  async put(key: string, body: Readable | Buffer, { contentType, sizeBytes }: PutOptions): Promise<StoredObject> {
    const path = this.#path(key);
    const temporary = `${path}.${randomUUID()}${temporarySuffix}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      const hashing = new HashingStream();
      const file = await open(temporary, 'wx');
      const source = body instanceof Readable ? body : Readable.from([body], { objectMode: false });
      await pipeline(source, hashing, file.createWriteStream({ flush: true }));
      const stored = hashing.result();
      if (sizeBytes !== undefined && sizeBytes !== stored.sizeBytes) throw wrongSize();
      await this.#acceptHash(path, stored, contentType);
      await rename(temporary, path);
      await sync(dirname(path));
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw namingDiskFailure(error);
    }
  }

  async get(key: string): Promise<Buffer> {
    const path = this.#path(key);
    const bytes = await readFile(path).catch(asMissing);
    if (!(await this.#acceptedHashes(path)).has(sha256Of(bytes))) throw corrupt();
    return bytes;
  }

  async stream(key: string): Promise<Readable> {
    const path = this.#path(key);
    // Opening the file first makes a missing object an error of this call, and keeps the bytes
    // readable if the object is replaced in the meantime.
    const file = await open(path).catch(asMissing);
    const accepted = await this.#acceptedHashes(path).catch(async (error) => {
      await file.close();
      throw error;
    });
    return verifyStream(createReadStream('', { fd: file }), accepted);
  }

  async toFile(key: string, path: string): Promise<void> {
    await writeToFile(await this.stream(key), path);
  }

  async exists(key: string): Promise<boolean> {
    try {
      await access(this.#path(key));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    await rm(path, { force: true });
    await rm(path + hashesSuffix, { force: true });
  }

  async deletePrefix(prefix: string): Promise<void> {
    // A worker that writes at the same time makes the folder "not empty" for a moment: retry.
    const folder = join(this.#root, checkPrefix(prefix));
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  async *list(prefix: string): AsyncIterable<string> {
    yield* this.#walk(checkPrefix(prefix));
  }

  async unfinishedWrites(olderThanMs: number, isDelete: boolean): Promise<number> {
    let count = 0;
    for await (const path of this.#files('')) {
      const isHashesAlone = path.endsWith(hashesSuffix) && (await this.#isWithoutObject(path));
      if (!path.endsWith(temporarySuffix) && !isHashesAlone) continue;
      const moved = await stat(join(this.#root, path)).catch(() => undefined);
      // It disappeared in the meantime, so it was finished.
      if (!moved || Date.now() - moved.mtimeMs < olderThanMs) continue;
      if (isDelete) await rm(join(this.#root, path), { force: true });
      count += 1;
    }
    return count;
  }

  async check(): Promise<void> {
    const probe = join(this.#root, `probe.${randomUUID()}${temporarySuffix}`);
    try {
      await mkdir(this.#root, { recursive: true });
      const file = await open(probe, 'wx');
      try {
        // On a full disk, an empty file can still be created.
        await file.write(Buffer.alloc(probeBytes));
        await file.sync();
      } finally {
        await file.close();
        await rm(probe, { force: true });
      }
    } catch (error) {
      throw unavailable('The storage folder is not writable. Check STORAGE_URL, its owner and the free space.', error);
    }
  }

  async freeBytes(): Promise<number> {
    await mkdir(this.#root, { recursive: true });
    const { bavail, bsize } = await statfs(this.#root);
    return bavail * bsize;
  }

  async close(): Promise<void> {}

  /**
   * Whether a list of hashes has neither its object nor one that is being written: its writer died
   * before the rename, or in a deletion.
   */
  async #isWithoutObject(list: string): Promise<boolean> {
    const object = join(this.#root, list.slice(0, -hashesSuffix.length));
    const names = await readdir(dirname(object)).catch(() => []);
    const name = basename(object);
    return !names.some((one) => one === name || (one.startsWith(`${name}.`) && one.endsWith(temporarySuffix)));
  }

  #path(key: string): string {
    return join(this.#root, checkKey(key));
  }

  async *#walk(folder: string): AsyncIterable<string> {
    for await (const path of this.#files(folder)) if (!path.slice(path.lastIndexOf('/')).includes('~')) yield path;
  }

  /** All files below a folder, including the driver's own. */
  async *#files(folder: string): AsyncIterable<string> {
    const entries = await opendir(join(this.#root, folder)).catch((error) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (!entries) return;
    for await (const entry of entries) {
      if (entry.isDirectory()) yield* this.#files(`${folder}${entry.name}/`);
      else yield folder + entry.name;
    }
  }

  async #acceptHash(path: string, { sha256, sizeBytes }: StoredObject, contentType: string): Promise<void> {
    const list = await open(path + hashesSuffix, 'a');
    try {
      // The leading line break separates this line from one that a crash cut short.
      await list.appendFile(`\n${sha256} ${sizeBytes} ${contentType}\n`);
      await list.sync();
    } finally {
      await list.close();
    }
  }

  async #acceptedHashes(path: string): Promise<Set<string>> {
    const list = await readFile(path + hashesSuffix, 'utf8').catch(async (error) => {
      if (!isMissing(error)) throw error;
      // Being deleted at this moment: the object goes first, its list after it.
      await access(path).catch(asMissing);
      throw corrupt();
    });
    return new Set(list.split('\n').map((line) => line.slice(0, 64)));
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function asMissing(error: unknown): never {
  throw isMissing(error) ? missing() : error;
}

/** A rename is on disk only when its folder is. */
async function sync(folder: string): Promise<void> {
  // Windows cannot open folders.
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
