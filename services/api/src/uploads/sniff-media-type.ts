export type MediaType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/tiff'
  | 'image/gif'
  | 'image/bmp'
  | 'image/heic'
  | 'application/pdf'
  | 'application/zip';

const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
/** Readers look for the mark of a PDF in its first 1024 bytes: scanners and mail programs put lines before it. */
const PDF_SEARCH_BYTES = 1024;

/**
 * What a file is, from its first bytes and never from its name. `head` should hold the first KBs; undefined when it is nothing that
 * can be read here.
 */
export function sniffMediaType(head: Buffer): MediaType | undefined {
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  if (head.length >= 3 && head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(text(0, 4))) return 'image/tiff';
  if (isBitmap(head)) return 'image/bmp';
  if (isHeif(head)) return 'image/heic';
  if (text(0, 4) === 'PK\x03\x04' || text(0, 4) === 'PK\x05\x06') return 'application/zip';
  if (head.subarray(0, PDF_SEARCH_BYTES).includes('%PDF-')) return 'application/pdf';
  return undefined;
}

/** "BM" alone is two letters that a text may start with, so the size of the second header has to make sense as well. */
function isBitmap(head: Buffer): boolean {
  if (head.length < 26 || head.toString('latin1', 0, 2) !== 'BM') return false;
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14));
}

/** ISO base media file whose brands say HEIF with HEVC inside; AV1 inside (AVIF) has the same box and is not read. */
function isHeif(head: Buffer): boolean {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return false;
  const end = Math.min(head.readUInt32BE(0), head.length);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  if (brands.includes('avif') && !brands.some((b) => b.startsWith('he'))) return false;
  return brands.some((brand) => HEIF_BRANDS.has(brand));
}
