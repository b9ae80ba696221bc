import { refusal } from '../refusals.js';
import { bytesOfType, type TiffDirectory, type TiffReader } from './tiff-reader.js';
import { tag } from './tiff-tags.js';

const longType = 4;
/** A value that is larger belongs to a program and says nothing of the pixels. */
const maxValueBytes = 4 * 1024 * 1024;
/** They lead to other places of the file. */
const leftOut = new Set<number>([tag.subDirectories, tag.exif, tag.gps, tag.jpegStream, tag.jpegStreamLength]);
/** Types of eight bytes come from BigTIFF. */
const bigTypes = new Set([16, 17, 18]);

interface Value {
  number: number;
  type: number;
  count: number;
  bytes: Buffer;
}

/**
 * One page of a TIFF as a TIFF of its own, so that what reads it neither walks the chain of pages
 * nor sees the others. `photometric` replaces what the file says of its colours, for samples that
 * we turn into colours ourselves; a profile of theirs is left out then.
 * @throws PermanentFailure image.truncated where pixels lie beyond the end of the file,
 * image.unreadable where they overlap
 */
export async function extractPage(reader: TiffReader, page: TiffDirectory, photometric?: number): Promise<Buffer> {
  const values = await valuesOf(reader, page);
  const tiled = page.entries.has(tag.tileOffsets);
  const places = await pixelPlaces(reader, page);
  const put = (number: number, numbers: number[]): void => {
    const bytes = Buffer.alloc(numbers.length * 4);
    for (const [i, value] of numbers.entries()) {
      if (reader.isLittle) bytes.writeUInt32LE(value, i * 4);
      else bytes.writeUInt32BE(value, i * 4);
    }
    values.set(number, { number, type: longType, count: numbers.length, bytes });
  };
  if (photometric !== undefined) {
    put(tag.photometric, [photometric]);
    values.delete(tag.colourProfile);
  }
  put(
    tiled ? tag.tileByteCounts : tag.stripByteCounts,
    places.map(({ count }) => count),
  );
  const offsets = tiled ? tag.tileOffsets : tag.stripOffsets;
  put(
    offsets,
    places.map(() => 0),
  );
  const all = [...values.values()].sort((a, b) => a.number - b.number);
  const bodyAt = 8 + 2 + all.length * 12 + 4;
  const padded = (length: number): number => length + (length % 2);
  let at = bodyAt + all.reduce((sum, { bytes }) => sum + (bytes.length > 4 ? padded(bytes.length) : 0), 0);
  put(
    offsets,
    places.map(({ count }) => {
      const own = at;
      at += padded(count);
      return own;
    }),
  );
  const out = Buffer.alloc(at);
  const short = (value: number, to: number): number =>
    reader.isLittle ? out.writeUInt16LE(value, to) : out.writeUInt16BE(value, to);
  const long = (value: number, to: number): number =>
    reader.isLittle ? out.writeUInt32LE(value, to) : out.writeUInt32BE(value, to);
  out.write(reader.isLittle ? 'II' : 'MM', 0);
  short(42, 2);
  long(8, 4);
  short(all.length, 8);
  let valueAt = bodyAt;
  for (const [i, { number }] of all.entries()) {
    const { type, count, bytes } = values.get(number) ?? all[i];
    const entry = 10 + i * 12;
    short(number, entry);
    short(type, entry + 2);
    long(count, entry + 4);
    if (bytes.length <= 4) bytes.copy(out, entry + 8);
    else {
      long(valueAt, entry + 8);
      bytes.copy(out, valueAt);
      valueAt += padded(bytes.length);
    }
  }
  for (const { place, count } of places) {
    const pixels = await reader.bytes(place, count);
    if (!pixels) throw refusal('image.truncated');
    pixels.copy(out, valueAt);
    valueAt += padded(count);
  }
  return out;
}

async function valuesOf(reader: TiffReader, { entries }: TiffDirectory): Promise<Map<number, Value>> {
  const values = new Map<number, Value>();
  for (const [number, entry] of entries) {
    const size = entry.count * bytesOfType(entry.type);
    if (leftOut.has(number) || bigTypes.has(entry.type) || size === 0 || size > maxValueBytes) continue;
    const bytes = await reader.valueBytes(entry);
    if (bytes) values.set(number, { number, type: entry.type, count: entry.count, bytes });
  }
  return values;
}

export interface PixelPlace {
  place: number;
  count: number;
}

/**
 * Where the strips or tiles of a page lie. A count that is missing means: to the end of the file.
 */
export async function pixelPlaces(reader: TiffReader, { entries }: TiffDirectory): Promise<PixelPlace[]> {
  const tiled = entries.has(tag.tileOffsets);
  const offsets = await reader.numbers(entries.get(tiled ? tag.tileOffsets : tag.stripOffsets));
  const counts = await reader.numbers(entries.get(tiled ? tag.tileByteCounts : tag.stripByteCounts));
  if (offsets.length === 0) throw refusal('image.unreadable');
  let total = 0;
  return offsets.map((place, i) => {
    if (place > reader.sizeBytes) throw refusal('image.truncated');
    const count = counts[i] ?? reader.sizeBytes - place;
    if (place + count > reader.sizeBytes) throw refusal('image.truncated');
    total += count;
    // Strips that lie over each other would make a small file a large one.
    if (total > 2 * reader.sizeBytes) throw refusal('image.unreadable');
    return { place, count };
  });
}
