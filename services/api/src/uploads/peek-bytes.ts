export interface Peeked {
  /** The first `count` bytes, or all of them when there are fewer. */
  head: Buffer;
  /** The whole content from its first byte on. */
  whole: AsyncGenerator<Buffer>;
}

/**
 * Reads the first bytes of a stream and gives them back together with the stream as if it had not
 * been touched.
 */
export async function peekBytes(source: AsyncIterable<Buffer>, count: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < count) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  const read = Buffer.concat(chunks);
  return { head: read.subarray(0, count), whole: continueFrom(read, iterator) };
}

async function* continueFrom(read: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (read.length > 0) yield read;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
