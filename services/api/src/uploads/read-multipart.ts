import { AppError } from '@longhand/core';
import { type Disposition, parseDisposition } from './parse-disposition.js';

export interface MultipartPart extends Disposition {
  /**
   * The content. Need not be read to its end; iterating again goes on where the last reader
   * stopped.
   */
  body: AsyncIterable<Buffer>;
}

const MAX_HEADER_BYTES = 16 * 1024;
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/**
 * The boundary of a multipart/form-data request, from its Content-Type. Throws
 * `upload.not_multipart` for any other content.
 */
export function boundaryOf(contentType: string | undefined): string {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(
    contentType ?? '',
  );
  if (!match) throw new AppError('upload.not_multipart', 'Send the files as multipart/form-data.');
  return match[1] ?? match[2];
}

/**
 * The parts of a form, one after the other, straight from the request: no part is ever held in
 * memory, and a part that is not read stops the sender. Written here because the usual parser ends
 * the whole form at the first control character in a file name, and one odd name must not cost the
 * other files.
 */
export async function* readMultipart(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<MultipartPart> {
  const input = new PartReader(source, Buffer.from(`\r\n--${boundary}`));
  await input.skipPart();
  while (await input.hasNextPart()) {
    const disposition = parseDisposition(await input.readHeaders());
    if (!disposition) throw malformed();
    yield { ...disposition, body: { [Symbol.asyncIterator]: () => input.body() } };
    await input.skipPart();
  }
}

const malformed = () =>
  new AppError(
    'upload.malformed',
    'The form ended early or is malformed. Send the files that are not in the receipt again.',
  );

class PartReader {
  private readonly chunks: AsyncIterator<Buffer>;
  // The first delimiter has no line before it; this gives it one.
  private held: Buffer = Buffer.from('\r\n');
  private isPartEnded = false;

  constructor(
    source: AsyncIterable<Buffer>,
    private readonly delimiter: Buffer,
  ) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  async *body(): AsyncGenerator<Buffer> {
    for (let chunk = await this.readBody(); chunk; chunk = await this.readBody()) {
      if (chunk.length > 0) yield chunk;
    }
  }

  async skipPart(): Promise<void> {
    while (await this.readBody());
  }

  /** Reads the rest of the delimiter's line: "--" ends the form. */
  async hasNextPart(): Promise<boolean> {
    await this.fill(2);
    if (this.held.toString('latin1', 0, 2) === '--') {
      this.held = Buffer.alloc(0);
      while (!(await this.chunks.next()).done);
      return false;
    }
    const end = await this.find(Buffer.from('\r\n'));
    if (this.held.toString('latin1', 0, end).trim() !== '') throw malformed();
    // The line end stays: it makes the end of an empty header block look like every other.
    this.held = this.held.subarray(end);
    this.isPartEnded = false;
    return true;
  }

  async readHeaders(): Promise<Buffer> {
    const end = await this.find(END_OF_HEADERS);
    const headers = this.take(end);
    this.take(END_OF_HEADERS.length);
    return headers;
  }

  /** The next piece of the part's content (perhaps of length 0), undefined at its end. */
  private async readBody(): Promise<Buffer | undefined> {
    if (this.isPartEnded) return undefined;
    const at = this.held.indexOf(this.delimiter);
    if (at >= 0) {
      const last = this.take(at);
      this.take(this.delimiter.length);
      this.isPartEnded = true;
      return last;
    }
    // The last bytes may be the first half of a delimiter.
    const sure = this.held.length - this.delimiter.length + 1;
    if (sure > 0) return this.take(sure);
    await this.more();
    return Buffer.alloc(0);
  }

  /** Where `needle` stands in the header bytes that come next. */
  private async find(needle: Buffer): Promise<number> {
    for (;;) {
      const at = this.held.indexOf(needle);
      if (at >= 0 && at <= MAX_HEADER_BYTES) return at;
      if (this.held.length > MAX_HEADER_BYTES) throw malformed();
      await this.more();
    }
  }

  private async fill(length: number): Promise<void> {
    while (this.held.length < length) await this.more();
  }

  private async more(): Promise<void> {
    const next = await this.chunks.next();
    if (next.done) throw malformed();
    this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
  }

  private take(length: number): Buffer {
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }
}
