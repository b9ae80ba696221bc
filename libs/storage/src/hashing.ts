import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoredObject } from './object-store.js';
import { corrupt } from './storage-errors.js';

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Passes bytes on while counting and hashing them; `result` is complete when the stream has ended.
 */
export class HashingStream extends Transform {
  readonly #hash = createHash('sha256');
  #sizeBytes = 0;
  #sha256?: string;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    this.#sizeBytes += chunk.length;
    done(null, chunk);
  }

  result(): StoredObject {
    this.#sha256 ??= this.#hash.digest('hex');
    return { sizeBytes: this.#sizeBytes, sha256: this.#sha256 };
  }
}

class VerifyingStream extends Transform {
  readonly #hash = createHash('sha256');
  readonly #accepted: ReadonlySet<string>;

  constructor(accepted: ReadonlySet<string>) {
    super();
    this.#accepted = accepted;
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: (error?: Error) => void): void {
    done(this.#accepted.has(this.#hash.digest('hex')) ? undefined : corrupt());
  }
}

/**
 * `source` with its hash checked at the end: an error of the source reaches the reader, and a
 * reader that gives up closes the source.
 */
export function verifyStream(source: Readable, accepted: ReadonlySet<string>): Readable {
  const target = new VerifyingStream(accepted);
  source.once('error', (error) => target.destroy(error));
  target.once('close', () => source.destroy());
  return source.pipe(target);
}

/** Writes a stream to a new file; when it errors, the file is removed again. */
export async function writeToFile(source: Readable, path: string): Promise<void> {
  try {
    await pipeline(source, createWriteStream(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
