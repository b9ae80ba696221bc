import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeWorkFolder, workFoldersRoot } from '@longhand/runtime';

/**
 * Writes a stream to a temporary file that only this user can read, hands its path to `use` and
 * removes it afterwards, whatever happens.
 */
export async function withSpooledFile<T>(
  content: AsyncIterable<Buffer>,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await makeWorkFolder(workFoldersRoot('api'));
  try {
    const path = join(folder, 'archive');
    await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(path, { mode: 0o600 }));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
