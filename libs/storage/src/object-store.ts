import type { Readable } from 'node:stream';

export interface StoredObject {
  sizeBytes: number;
  /** Hex. */
  sha256: string;
}

export interface PutOptions {
  contentType: string;
  /**
   * The size, if known: S3 then needs no multipart upload for small objects. A stream of another
   * length is refused.
   */
  sizeBytes?: number;
}

/**
 * The store of originals, page images and glyphs. The drivers `file://` and `s3://` behave the
 * same: `store.test-suite.ts` defines how. A missing object is AppError `storage.missing`, bytes
 * that are not those written are PermanentFailure `storage.corrupt`, a key that is not a plain
 * relative path is AppError `storage.bad_key`. Writing to an existing key replaces the object
 * atomically: a reader sees the old one or the new one, never a mixture.
 */
export interface ObjectStore {
  put(key: string, body: Readable | Buffer, options: PutOptions): Promise<StoredObject>;
  /** The whole object, checked against the hash taken when it was written. */
  get(key: string): Promise<Buffer>;
  /** The object as a stream, which fails at its end if the hash is wrong. */
  stream(key: string): Promise<Readable>;
  /** Writes the object to `path` and checks it; after a failure no file remains. */
  toFile(key: string, path: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Deleting a missing object is not an error. */
  delete(key: string): Promise<void>;
  /** Deletes every object whose key starts with `prefix`, which must end in "/". */
  deletePrefix(prefix: string): Promise<void>;
  /** Keys that start with `prefix`, in undefined order. */
  list(prefix: string): AsyncIterable<string>;
  /**
   * Only for the file driver, which keeps unfinished writes next to the objects: the number of
   * those without progress for `olderThanMs` because their process died; with `isDelete` they are
   * deleted. A bucket has its own rule for this.
   */
  unfinishedWrites?(olderThanMs: number, isDelete: boolean): Promise<number>;
  /**
   * The number of bytes that can still be stored, if the driver knows it (files: free space of the
   * file system).
   */
  freeBytes?(): Promise<number>;
  /**
   * Resolves if objects can be written and read; otherwise AppError `storage.unavailable` says what
   * to do.
   */
  check(): Promise<void>;
  close(): Promise<void>;
}
