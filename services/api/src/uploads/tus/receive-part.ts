import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@longhand/core';
import { readRequestBody } from '../read-request-body.js';
import { type Checksum, ChecksumMeter } from './tus-headers.js';

export interface PartOptions {
  /** Most bytes that this part may have. */
  maxBytes: number;
  checksum: Checksum | undefined;
  /** Called with what arrived, unless that is nothing. */
  keep(content: Readable, sizeBytes: number): Promise<void>;
}

/**
 * Takes the body of one request. When the connection breaks, what had arrived by then is kept like
 * a part that was meant to be so long, because that is what resuming is for; only a part with a
 * checksum is all or nothing.
 * @returns how many bytes were kept
 */
export async function receivePart(request: IncomingMessage, options: PartOptions): Promise<number> {
  const path = join(tmpdir(), `longhand-part-${randomUUID()}`);
  const meter = options.checksum && new ChecksumMeter(options.checksum);
  let sizeBytes = 0;
  const body = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of readRequestBody(request, options.maxBytes)) {
        sizeBytes += chunk.length;
        meter?.update(chunk);
        yield chunk;
      }
    } catch (error) {
      if (meter || !(error instanceof AppError) || error.code !== 'upload.interrupted') throw error;
    }
  };
  try {
    await pipeline(Readable.from(body(), { objectMode: false }), createWriteStream(path, { mode: 0o600 }));
    meter?.check();
    if (sizeBytes > 0) await options.keep(createReadStream(path), sizeBytes);
    return sizeBytes;
  } finally {
    await rm(path, { force: true });
  }
}
