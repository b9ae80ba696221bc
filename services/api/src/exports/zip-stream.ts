import { Readable } from 'node:stream';
import yazl from 'yazl';

export interface ZipEntry {
  /** Path inside the archive, with "/" between its parts. */
  name: string;
  changedAt: Date;
  /** False for content that is already compressed. */
  isCompressible: boolean;
  /** Called when it is the entry's turn, so that only one entry is open at a time. */
  open(): AsyncIterable<string | Uint8Array>;
}

/** A ZIP archive of these entries in order, as a stream. It fails if an entry fails. */
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
  // The reader has gone: the open entry is not read further.
  output.once('close', () => current?.destroy());
  zip.end();
  return output;
}

/** A stream of bytes that requests the next piece only when the last one has been read. */
export function byteStream(pieces: AsyncIterable<string | Uint8Array>): Readable {
  return Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 });
}
