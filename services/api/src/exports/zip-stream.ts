import { Readable } from 'node:stream';
import yazl from 'yazl';

export interface ZipEntry {
  /** Path inside the archive, with "/" between its parts. */
  name: string;
  changedAt: Date;
  /** False for what is compressed already. */
  isCompressible: boolean;
  /** Called when its turn comes, so that only one entry is open at a time. */
  open(): AsyncIterable<string | Uint8Array>;
}

/** A ZIP archive of these entries in order, made while it is read. It errors when an entry does. */
export function zipStream(entries: readonly ZipEntry[]): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  let current: Readable | undefined;
  for (const { name, changedAt, isCompressible, open } of entries) {
    zip.addReadStreamLazy(name, { mtime: changedAt, compress: isCompressible }, (use) => {
      current = byteStream(open());
      use(null, current);
    });
  }
  zip.on('error', (error: Error) => output.destroy(error));
  // A reader who went away: the entry that is open is not read on.
  output.once('close', () => current?.destroy());
  zip.end();
  return output;
}

/** A stream of bytes that takes the next piece only when the last one has been read. */
export function byteStream(pieces: AsyncIterable<string | Uint8Array>): Readable {
  return Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 });
}
