import type { Readable } from 'node:stream';

export interface StoredObject {
  sizeBytes: number;
  /** Hex. */
  sha256: string;
}

export interface PutOptions {
  contentType: string;
  /**
   * The size when it is known: S3 then needs no multipart upload for small objects. A stream of
   * another length is refused.
   */
  sizeBytes?: number;
}

/**
 * Where originals, page images and glyphs lie. Two drivers, `file://` and `s3://`, behave alike:
 * `store.test-suite.ts` says how. A missing object is AppError `storage.missing`, bytes that are
 * not those written are PermanentFailure `storage.corrupt`, a key that is not a plain relative path
 * is AppError `storage.bad_key`. Putting to an existing key replaces the object at once: a reader
 * sees the old one or the new one, never a mixture.
 */
export interface ObjectStore {
  put(key: string, body: Readable | Buffer, options: PutOptions): Promise<StoredObject>;
  /** The whole object, checked against the hash taken when it was written. */
  get(key: string): Promise<Buffer>;
  /** The object as a stream; it errors at its end when the hash is wrong. */
  stream(key: string): Promise<Readable>;
  /** Writes the object to `path`, checked; on any failure no file stays behind. */
  toFile(key: string, path: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Deletes every object whose key starts with `prefix`, which must end in "/". */
  deletePrefix(prefix: string): Promise<void>;
  /** Keys that start with `prefix`, in no promised order. */
  list(prefix: string): AsyncIterable<string>;
  /**
   * Only where the driver keeps writes that are under way beside the objects (files): how many have
   * not moved for `olderThanMs` because their process died; with `isDelete` they are deleted. A
   * bucket has a rule of its own for that.
   */
  unfinishedWrites?(olderThanMs: number, isDelete: boolean): Promise<number>;
  /**
   * Only where the driver knows: how many bytes can still be stored (files: free space of the file
   * system).
   */
  freeBytes?(): Promise<number>;
  /**
   * Resolves when objects can be written and read; AppError `storage.unavailable` says what to do
   * when not.
   */
  check(): Promise<void>;
  close(): Promise<void>;
}
