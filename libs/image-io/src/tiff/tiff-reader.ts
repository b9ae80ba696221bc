import type { FileHandle } from 'node:fs/promises';

/** One entry of a directory; its value stands at `at` in the file. */
export interface TiffEntry {
  type: number;
  count: number;
  at: number;
}

export interface TiffDirectory {
  entries: ReadonlyMap<number, TiffEntry>;
  /** Where the next one stands; 0 after the last. */
  next: number;
}

/** Bytes of a value of each type, by its number in the TIFF 6.0 and BigTIFF specifications. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** No directory that a program writes has more entries. */
const maxEntries = 4096;

/**
 * Reads directories and values of a TIFF or BigTIFF, of either byte order. What lies beyond the end
 * of the file is undefined.
 */
export class TiffReader {
  readonly isLittle: boolean;
  readonly sizeBytes: number;
  private readonly isBig: boolean;
  private readonly file: FileHandle;
  private readonly head: Buffer;

  private constructor(file: FileHandle, sizeBytes: number, head: Buffer) {
    this.file = file;
    this.sizeBytes = sizeBytes;
    this.head = head;
    this.isLittle = head[0] === 0x49;
    this.isBig = head[this.isLittle ? 2 : 3] === 43;
  }

  static async open(file: FileHandle): Promise<TiffReader> {
    const head = Buffer.alloc(16);
    await file.read(head, 0, 16, 0);
    return new TiffReader(file, (await file.stat()).size, head);
  }

  /** Where the first directory stands. */
  get first(): number {
    return this.isBig ? this.long8(this.head, 8) : this.long(this.head, 4);
  }

  async bytes(at: number, count: number): Promise<Buffer | undefined> {
    if (!(at >= 0 && count >= 0 && at + count <= this.sizeBytes)) return undefined;
    const buffer = Buffer.allocUnsafe(count);
    const { bytesRead } = await this.file.read(buffer, 0, count, at);
    return bytesRead === count ? buffer : undefined;
  }

  async directory(at: number): Promise<TiffDirectory | undefined> {
    const [countBytes, entryBytes, linkBytes] = this.isBig ? [8, 20, 8] : [2, 12, 4];
    const counted = await this.bytes(at, countBytes);
    if (!counted) return undefined;
    const count = this.isBig ? this.long8(counted, 0) : this.short(counted, 0);
    if (count === 0 || count > maxEntries) return undefined;
    const body = await this.bytes(at + countBytes, count * entryBytes);
    if (!body) return undefined;
    const entries = new Map<number, TiffEntry>();
    for (let i = 0; i < count; i++) {
      const from = i * entryBytes;
      const type = this.short(body, from + 2);
      const values = this.isBig ? this.long8(body, from + 4) : this.long(body, from + 4);
      const room = this.isBig ? 8 : 4;
      const valueFrom = from + entryBytes - room;
      const isHere = (typeBytes[type] ?? 0) * values <= room;
      const elsewhere = this.isBig ? this.long8(body, valueFrom) : this.long(body, valueFrom);
      const place = isHere ? at + countBytes + valueFrom : elsewhere;
      entries.set(this.short(body, from), { type, count: values, at: place });
    }
    const link = await this.bytes(at + countBytes + body.length, linkBytes);
    return { entries, next: !link ? 0 : this.isBig ? this.long8(link, 0) : this.long(link, 0) };
  }

  /**
   * The bytes of an entry's values as they stand; undefined for an entry that is not there or lies
   * outside the file.
   */
  async valueBytes(entry: TiffEntry | undefined): Promise<Buffer | undefined> {
    const size = entry && (typeBytes[entry.type] ?? 0);
    return entry && size ? this.bytes(entry.at, entry.count * size) : undefined;
  }

  /** The whole numbers or fractions of an entry; none when it is not there or of another type. */
  async numbers(entry: TiffEntry | undefined): Promise<number[]> {
    const bytes = await this.valueBytes(entry);
    if (!entry || !bytes) return [];
    const size = typeBytes[entry.type];
    const one = (at: number): number => {
      if (entry.type === 5) return this.long(bytes, at) / this.long(bytes, at + 4);
      if (size === 1) return bytes[at];
      if (size === 2) return this.short(bytes, at);
      return size === 4 ? this.long(bytes, at) : this.long8(bytes, at);
    };
    return Array.from({ length: entry.count }, (_, i) => one(i * size));
  }

  private short = (b: Buffer, at: number): number => (this.isLittle ? b.readUInt16LE(at) : b.readUInt16BE(at));
  private long = (b: Buffer, at: number): number => (this.isLittle ? b.readUInt32LE(at) : b.readUInt32BE(at));
  private long8 = (b: Buffer, at: number): number =>
    Number(this.isLittle ? b.readBigUInt64LE(at) : b.readBigUInt64BE(at));
}

export const bytesOfType = (type: number): number => typeBytes[type] ?? 0;
