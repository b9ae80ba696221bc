/** The kinds of file that can be decoded. */
export type MediaType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/tiff'
  | 'image/gif'
  | 'image/bmp'
  | 'image/heic'
  | 'application/pdf';

/** Bytes from the start of a file that `mediaTypeOf` wants to see; a PDF's mark may come this late. */
export const signatureBytes = 1024;

const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** The kind of a file by its first bytes, whatever its name says; undefined for anything else. */
export function mediaTypeOf(head: Buffer): MediaType | undefined {
  const text = (from: number, to: number): string => head.toString('latin1', from, to);
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(text(0, 4))) return 'image/tiff';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  if (text(4, 8) === 'ftyp' && heicBrands.has(text(8, 12))) return 'image/heic';
  if (text(0, 2) === 'BM' && head.length >= 26 && head.readUInt32LE(14) <= 124) return 'image/bmp';
  if (text(0, signatureBytes).includes('%PDF-')) return 'application/pdf';
  return undefined;
}
