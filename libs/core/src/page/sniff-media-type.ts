export type MediaType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/tiff'
  | 'image/gif'
  | 'image/bmp'
  | 'image/heic'
  | 'image/avif'
  | 'application/pdf'
  | 'application/zip';

/**
 * Number of bytes from the start of a file that `sniffMediaType` needs: scanners and mail programs
 * put lines before the header of a PDF.
 */
export const signatureBytes = 8192;

const heifBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const bitmapHeaderBytes = [12, 16, 40, 52, 56, 64, 108, 124];

/**
 * The media type of a file, from its first bytes and never from its name. The API that accepts
 * files and the worker that opens them share this function. Undefined if the file cannot be read
 * here.
 */
export function sniffMediaType(head: Uint8Array): MediaType | undefined {
  if (latin1(head, 0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (latin1(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (['GIF87a', 'GIF89a'].includes(latin1(head, 0, 6))) return 'image/gif';
  if (latin1(head, 0, 4) === 'RIFF' && latin1(head, 8, 12) === 'WEBP') return 'image/webp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(latin1(head, 0, 4))) return 'image/tiff';
  if (isBitmap(head)) return 'image/bmp';
  const heif = heifKind(head);
  if (heif) return heif;
  if (['PK\x03\x04', 'PK\x05\x06'].includes(latin1(head, 0, 4))) return 'application/zip';
  if (latin1(head, 0, signatureBytes).includes('%PDF-')) return 'application/pdf';
  return undefined;
}

const latin1 = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/**
 * A text may also start with the letters "BM", so the size of the second header must be plausible
 * as well.
 */
function isBitmap(head: Uint8Array): boolean {
  if (head.length < 26 || latin1(head, 0, 2) !== 'BM') return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return bitmapHeaderBytes.includes(view.getUint32(14, true));
}

/** An ISO base media file with brands of HEIF, containing AV1 (AVIF) or HEVC. */
function heifKind(head: Uint8Array): 'image/heic' | 'image/avif' | undefined {
  if (head.length < 16 || latin1(head, 4, 8) !== 'ftyp') return undefined;
  const end = Math.min(new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0), head.length);
  const brands = [latin1(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(head, at, at + 4));
  if (brands.includes('avif') && !brands.some((brand) => brand.startsWith('he'))) return 'image/avif';
  return brands.some((brand) => heifBrands.has(brand)) ? 'image/heic' : undefined;
}
