import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileSealer } from '@longhand/storage';

/** The files of one backup, by names such as `database/word.ndjson.gz`: sealed, or as they are. */
export class BackupFolder {
  readonly dir: string;
  readonly sealer: FileSealer | undefined;

  constructor(dir: string, sealer?: FileSealer) {
    this.dir = dir;
    this.sealer = sealer;
  }

  /** Writes a file that must not be there, readable by its owner alone. */
  async write(name: string, source: Readable): Promise<void> {
    const path = join(this.dir, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
    const { sealer } = this;
    if (sealer) await pipeline(source, (bytes: AsyncIterable<Buffer>) => sealer.seal(name, bytes), file);
    else await pipeline(source, file);
  }

  /** The bytes of a file as they were given to `write`. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const source = createReadStream(join(this.dir, name));
    try {
      yield* this.sealer ? this.sealer.open(name, source) : (source as AsyncIterable<Buffer>);
    } finally {
      source.destroy();
    }
  }
}
