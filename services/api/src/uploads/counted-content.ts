/** A stream that knows how much of it has been read. */
export class CountedContent implements AsyncIterable<Buffer> {
  sizeBytes = 0;

  constructor(private readonly source: AsyncIterable<Buffer>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for await (const chunk of this.source) {
      this.sizeBytes += chunk.length;
      yield chunk;
    }
  }

  /**
   * Reads the rest and lets it go. Only for a source that goes on where its last reader stopped.
   */
  async drain(): Promise<void> {
    for await (const _ of this);
  }
}
