import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

export interface WrittenLines {
  lines: number;
  /** Of the lines with their line ends, before they were packed. */
  sha256: string;
}

/**
 * Writes lines to a packed file that must not exist, readable by its owner alone. No line may hold
 * a line end.
 */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<WrittenLines> {
  const hash = createHash('sha256');
  let count = 0;
  const source = async function* () {
    for await (const line of lines) {
      const text = `${line}\n`;
      hash.update(text);
      count += 1;
      yield text;
    }
  };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(Readable.from(source()), createGzip({ level: 6 }), file);
  return { lines: count, sha256: hash.digest('hex') };
}

/** The lines of such a file. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const reading = pipeline(createReadStream(path), unpacked);
  // A damaged file ends the loop below with its own error; this one would be the second.
  reading.catch(() => {});
  for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
  await reading;
}

/** Reads a file through, as `writeLines` counted it. */
export async function countFileLines(path: string): Promise<WrittenLines> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const line of readLines(path)) {
    hash.update(`${line}\n`);
    lines += 1;
  }
  return { lines, sha256: hash.digest('hex') };
}
