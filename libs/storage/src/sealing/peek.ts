import type { Readable } from 'node:stream';

/**
 * The first `size` bytes of a stream (fewer when it has no more) and what follows them, an error of
 * the stream too. The caller destroys the stream when it does not read on.
 */
export async function peek(source: Readable, size: number): Promise<{ head: Buffer; rest: AsyncIterable<Buffer> }> {
  const iterator: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  let known = Buffer.alloc(0);
  let failure: { error: unknown } | undefined;
  try {
    while (known.length < size) {
      const { value, done } = await iterator.next();
      if (done) break;
      known = Buffer.concat([known, value]);
    }
  } catch (error) {
    failure = { error };
  }
  const rest = async function* () {
    if (failure) throw failure.error;
    if (known.length > size) yield known.subarray(size);
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { head: known.subarray(0, size), rest: rest() };
}
