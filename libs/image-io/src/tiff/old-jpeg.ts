import { refusal } from '../refusals.js';
import { pixelPlaces } from './extract-page.js';
import type { TiffDirectory, TiffReader } from './tiff-reader.js';
import { tag } from './tiff-tags.js';

const startMark = Buffer.from('ffd8ff', 'hex');
const endMark = Buffer.from('ffd9', 'hex');

/**
 * The JPEG in a page of the old JPEG compression (TIFF 6.0, section 22), as writers leave it: whole
 * at JPEGInterchangeFormat, whole in the strips, or its head at the one and its data in the others.
 * @throws PermanentFailure tiff.old_jpeg where only the tables of that section are there
 */
export async function oldJpegOf(reader: TiffReader, page: TiffDirectory): Promise<Buffer> {
  const [at] = await reader.numbers(page.entries.get(tag.jpegStream));
  const [length] = await reader.numbers(page.entries.get(tag.jpegStreamLength));
  const stream =
    at === undefined ? undefined : await reader.bytes(at, Math.min(length ?? reader.sizeBytes, reader.sizeBytes - at));
  if (stream && isJpeg(stream) && hasScan(stream)) return withEnd(stream);
  const strips: Buffer[] = [];
  for (const { place, count } of await pixelPlaces(reader, page)) {
    const bytes = await reader.bytes(place, count);
    if (!bytes) throw refusal('image.truncated');
    strips.push(bytes);
  }
  const data = Buffer.concat(strips);
  if (isJpeg(data)) return withEnd(data);
  if (stream && isJpeg(stream)) return withEnd(Buffer.concat([withoutEnd(stream), data]));
  throw refusal('tiff.old_jpeg');
}

const isJpeg = (bytes: Buffer): boolean => bytes.subarray(0, 3).equals(startMark);
const endsWell = (bytes: Buffer): boolean => bytes.subarray(-2).equals(endMark);
const withoutEnd = (bytes: Buffer): Buffer => (endsWell(bytes) ? bytes.subarray(0, -2) : bytes);
const withEnd = (bytes: Buffer): Buffer => (endsWell(bytes) ? bytes : Buffer.concat([bytes, endMark]));

/** Whether data follow the head of the scan. */
function hasScan(bytes: Buffer): boolean {
  const scan = bytes.indexOf(Buffer.from('ffda', 'hex'));
  return scan >= 0 && scan + 2 + bytes.readUInt16BE(scan + 2) + 4 < bytes.length;
}
