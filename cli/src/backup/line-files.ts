import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackupFolder } from './backup-folder.js';

export interface WrittenLines {
  lines: number;
  /** Of the lines with their line ends, before they were packed. */
  sha256: string;
}

/** Counts lines and hashes them on their way. */
export class LineCount {
  private readonly hash = createHash('sha256');
  private lines = 0;

  async *through(lines: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const line of lines) {
      this.hash.update(`${line}\n`);
      this.lines += 1;
      yield line;
    }
  }

  /** After the last line. */
  result(): WrittenLines {
    return { lines: this.lines, sha256: this.hash.digest('hex') };
  }
}

/** Writes lines to a packed file that must not exist. No line may hold a line end. */
export async function writeLines(
  folder: BackupFolder,
  name: string,
  lines: AsyncIterable<string>,
): Promise<WrittenLines> {
  const count = new LineCount();
  const source = async function* () {
    for await (const line of count.through(lines)) yield `${line}\n`;
  };
  const packed = createGzip({ level: 6 });
  await Promise.all([pipeline(Readable.from(source()), packed), folder.write(name, packed)]);
  return count.result();
}

/** The lines of such a file. */
export async function* readLines(folder: BackupFolder, name: string): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const reading = pipeline(Readable.from(folder.read(name)), unpacked);
  // A damaged file ends the loop below with its own error; this one would be the second.
  reading.catch(() => {});
  for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
  await reading;
}

/** Reads a file through, as `writeLines` counted it. */
export async function countFileLines(folder: BackupFolder, name: string): Promise<WrittenLines> {
  const count = new LineCount();
  for await (const _ of count.through(readLines(folder, name)));
  return count.result();
}
