/** Passes a stream on and throws `refusal()` at the first byte over `maxBytes`. */
export async function* limitBytes(
  source: AsyncIterable<Buffer>,
  maxBytes: number,
  refusal: () => Error,
): AsyncGenerator<Buffer> {
  let count = 0;
  for await (const chunk of source) {
    count += chunk.length;
    if (count > maxBytes) throw refusal();
    yield chunk;
  }
}
