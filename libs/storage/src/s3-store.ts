import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@longhand/core';
import { Client } from 'minio';
import { HashingStream, sha256Of, verifyStream, writeToFile } from './hashing.js';
import { checkKey, checkPrefix } from './object-keys.js';
import type { ObjectStore, PutOptions, StoredObject } from './object-store.js';
import type { S3Location } from './s3-location.js';
import { corrupt, missing, unavailable, wrongSize } from './storage-errors.js';
import { withStorageDeadline } from './with-storage-deadline.js';

// minio's client buffers a stream that is no longer than one part whole in memory.
const partSizeBytes = 8 * 1024 * 1024;
const callDeadlineMs = 30_000;
/** Slowest upload speed that is accepted. */
const minimumBytesPerSecond = 100_000;
const hashHeader = 'x-amz-meta-sha256';

/**
 * Objects in a bucket of any S3 server. The hash travels as metadata of the object itself, so that
 * both change at once; as metadata comes before the bytes, a stream is spooled to a temporary file
 * first. That also gives the size, without which the client would hold parts in memory, and keeps
 * half an upload out of the bucket when the sender goes away.
 */
export class S3Store implements ObjectStore {
  readonly #client: Client;
  readonly #bucket: string;

  constructor(location: S3Location, credentials: { accessKey: string; secretKey: string }) {
    this.#bucket = location.bucket;
    this.#client = new Client({
      endPoint: location.host,
      port: location.port,
      useSSL: location.tls,
      region: location.region,
      partSize: partSizeBytes,
      pathStyle: true,
      ...credentials,
    });
  }

  /** Makes the bucket when it is not there. */
  async open(): Promise<void> {
    await this.#call(async () => {
      if (await this.#client.bucketExists(this.#bucket)) return;
      await this.#client.makeBucket(this.#bucket).catch((error) => {
        // Another process created it first.
        if (!/BucketAlreadyOwnedByYou|BucketAlreadyExists/.test(codeOf(error))) throw error;
      });
    });
  }

  async put(key: string, body: Readable | Buffer, { contentType, sizeBytes }: PutOptions): Promise<StoredObject> {
    checkKey(key);
    if (!(body instanceof Readable)) {
      if (sizeBytes !== undefined && sizeBytes !== body.length) throw wrongSize();
      const stored = { sizeBytes: body.length, sha256: sha256Of(body) };
      await this.#upload(key, body, stored, contentType);
      return stored;
    }
    const spool = join(tmpdir(), `longhand-${randomUUID()}`);
    try {
      const hashing = new HashingStream();
      await pipeline(body, hashing, createWriteStream(spool, { mode: 0o600 }));
      const stored = hashing.result();
      if (sizeBytes !== undefined && sizeBytes !== stored.sizeBytes) throw wrongSize();
      await this.#upload(key, createReadStream(spool), stored, contentType);
      return stored;
    } finally {
      await rm(spool, { force: true });
    }
  }

  async get(key: string): Promise<Buffer> {
    const { source, sha256 } = await this.#open(key);
    const read = async (): Promise<Buffer> => Buffer.concat(await source.toArray());
    const bytes = await withStorageDeadline(read(), callDeadlineMs, () => source.destroy());
    if (sha256Of(bytes) !== sha256) throw corrupt();
    return bytes;
  }

  async stream(key: string): Promise<Readable> {
    const { source, sha256 } = await this.#open(key);
    return verifyStream(source, new Set([sha256]));
  }

  async toFile(key: string, path: string): Promise<void> {
    await writeToFile(await this.stream(key), path);
  }

  async exists(key: string): Promise<boolean> {
    checkKey(key);
    try {
      await this.#call(() => this.#client.statObject(this.#bucket, key));
      return true;
    } catch (error) {
      if ((error as AppError).code === 'storage.missing') return false;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await this.#call(() => this.#client.removeObject(this.#bucket, key));
  }

  async deletePrefix(prefix: string): Promise<void> {
    // One by one: bulk delete needs a checksum header that not every S3 server agrees on, and a
    // document has few objects.
    for await (const key of this.list(prefix)) await this.delete(key);
  }

  async *list(prefix: string): AsyncIterable<string> {
    const found = this.#client.listObjectsV2(this.#bucket, checkPrefix(prefix), true);
    try {
      for await (const item of found) {
        if (item.name) yield item.name;
      }
    } catch (error) {
      throw asAppError(error);
    }
  }

  async check(): Promise<void> {
    const found = await this.#call(() => this.#client.bucketExists(this.#bucket));
    if (!found) throw unavailable('The storage bucket does not exist. Check the bucket name in STORAGE_URL.');
  }

  async close(): Promise<void> {}

  async #open(key: string): Promise<{ source: Readable; sha256: string }> {
    checkKey(key);
    // The client hands out the HTTP response itself: hash and bytes come from one answer, even
    // while the object is being replaced.
    const source = (await this.#call(() => this.#client.getObject(this.#bucket, key))) as IncomingMessage;
    const sha256 = source.headers[hashHeader];
    if (typeof sha256 === 'string') return { source, sha256 };
    source.destroy();
    throw corrupt();
  }

  async #upload(key: string, body: Readable | Buffer, stored: StoredObject, contentType: string): Promise<void> {
    const metadata = { 'Content-Type': contentType, [hashHeader]: stored.sha256 };
    const deadlineMs = callDeadlineMs + (stored.sizeBytes / minimumBytesPerSecond) * 1000;
    await this.#call(() => this.#client.putObject(this.#bucket, key, body, stored.sizeBytes, metadata), deadlineMs);
  }

  async #call<T>(run: () => Promise<T>, deadlineMs = callDeadlineMs): Promise<T> {
    try {
      return await withStorageDeadline(run(), deadlineMs);
    } catch (error) {
      throw asAppError(error);
    }
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? '');
}

function asAppError(error: unknown): Error {
  if (error instanceof AppError) return error;
  if (/^(NoSuchKey|NotFound)$/.test(codeOf(error))) return missing();
  return unavailable(
    'The object store does not answer correctly. Check that it is running, and check STORAGE_URL and the keys.',
    error,
  );
}
