import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { CliError } from '../cli-error.js';
import type { ApiClient } from './api-client.js';

/**
 * Writes a download to `path`; until it is whole it lies beside it as `.part`, and on any failure
 * nothing stays.
 * @returns its size in bytes
 * @throws CliError when there is such a file already and it may not be replaced; NoAnswer when the
 *   connection breaks
 */
export async function saveDownload(
  client: ApiClient,
  body: ReadableStream<Uint8Array>,
  path: string,
  isForced: boolean,
): Promise<number> {
  if (!isForced && existsSync(path)) {
    await body.cancel();
    throw new CliError(`${path} already exists. Choose another place with --out, or replace it with --force.`);
  }
  const draft = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(Readable.fromWeb(body), createWriteStream(draft));
    await rename(draft, path);
    return (await stat(path)).size;
  } catch (error) {
    await rm(draft, { force: true });
    const { syscall, message } = error as NodeJS.ErrnoException;
    // A file system's own words name the place and the trouble.
    if (syscall !== undefined && syscall !== 'read') throw new CliError(message, { cause: error });
    throw client.brokenBy(error);
  }
}
