import { createHash } from 'node:crypto';
import type { MultipartPart } from './read-multipart.js';

/**
 * Tells one form from another: a hash over the names and contents of its parts, in their order,
 * taken while they are read.
 */
export class FormFingerprint {
  private readonly whole = createHash('sha256');
  private part: { name: string; sizeBytes: number; hash: ReturnType<typeof createHash> } | undefined;

  /**
   * The part, with everything counted that is read of it. All of it must have been read before the
   * next part is watched.
   */
  watch<T extends MultipartPart>(part: T): T {
    this.endPart();
    const counted = {
      name: JSON.stringify([part.field, part.fileName ?? null]),
      sizeBytes: 0,
      hash: createHash('sha256'),
    };
    this.part = counted;
    const { body } = part;
    const read = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of body) {
        counted.hash.update(chunk);
        counted.sizeBytes += chunk.length;
        yield chunk;
      }
    };
    return { ...part, body: { [Symbol.asyncIterator]: read } };
  }

  /** Hex. Of all parts up to now; no part can be watched afterwards. */
  digest(): string {
    this.endPart();
    return this.whole.digest('hex');
  }

  private endPart(): void {
    if (!this.part) return;
    const { name, sizeBytes, hash } = this.part;
    this.whole.update(`${name} ${sizeBytes} ${hash.digest('hex')}\n`);
    this.part = undefined;
  }
}
