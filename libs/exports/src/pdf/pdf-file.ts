import { deflateSync } from 'node:zlib';

/** A number of an object, to be used before or after it is written. */
export type ObjectNumber = number;

export const reference = (object: ObjectNumber) => `${object} 0 R`;

/**
 * A PDF 1.7 file that is only appended to: each call returns the next bytes, and only the offset of
 * each object is kept.
 */
export class PdfFile {
  private lengthBytes = 0;
  private readonly offsets: number[] = [];

  /** Reserves a number for an object that is written later. */
  reserve(): ObjectNumber {
    this.offsets.push(-1);
    return this.offsets.length;
  }

  /** The first bytes; the second line says that the file is binary. */
  begin(): Buffer {
    return this.count(
      Buffer.concat([Buffer.from('%PDF-1.7\n%', 'latin1'), Buffer.from([0xe2, 0xe3, 0xcf, 0xd3, 0x0a])]),
    );
  }

  object(number: ObjectNumber, body: string): Buffer {
    return this.place(number, [Buffer.from(body, 'latin1')]);
  }

  /** An object with a stream; `dictionary` contains its entries except the length. */
  stream(number: ObjectNumber, dictionary: string, content: Uint8Array): Buffer {
    const head = Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`, 'latin1');
    return this.place(number, [head, content, Buffer.from('\nendstream', 'latin1')]);
  }

  /** As `stream`, compressed. */
  deflated(number: ObjectNumber, dictionary: string, content: Uint8Array): Buffer {
    return this.stream(number, `${dictionary} /Filter /FlateDecode`.trim(), deflateSync(content));
  }

  /**
   * The last bytes: where every object is, and which is the root. `id` is 16 bytes, hexadecimal.
   */
  end(root: ObjectNumber, info: ObjectNumber, id: string): Buffer {
    const rows = this.offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const size = this.offsets.length + 1;
    const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`;
    const entries = `/Size ${size} /Root ${reference(root)} /Info ${reference(info)} /ID [<${id}> <${id}>]`;
    return Buffer.from(`${table}trailer\n<< ${entries} >>\nstartxref\n${this.lengthBytes}\n%%EOF\n`, 'latin1');
  }

  private place(number: ObjectNumber, parts: readonly Uint8Array[]): Buffer {
    this.offsets[number - 1] = this.lengthBytes;
    const [head, tail] = [`${number} 0 obj\n`, '\nendobj\n'].map((text) => Buffer.from(text, 'latin1'));
    return this.count(Buffer.concat([head, ...parts, tail]));
  }

  private count(bytes: Buffer): Buffer {
    this.lengthBytes += bytes.length;
    return bytes;
  }
}

/** A text as a PDF string: UTF-16 with its mark, in hexadecimal digits. */
export function textString(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}
