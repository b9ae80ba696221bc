import { describe, expect, it } from 'vitest';
import { sniffMediaType } from './sniff-media-type.js';

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const bitmap = (headerBytes: number) =>
  bytes(`BM${'\0'.repeat(12)}${String.fromCharCode(headerBytes)}${'\0'.repeat(20)}`);
const heif = (...brands: string[]) => {
  const [major, ...others] = brands;
  return bytes(`\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${major}\0\0\0\0${others.join('')}`);
};

describe('sniffMediaType', () => {
  it.each([
    ['a JPEG', bytes('\xff\xd8\xff\xe0'), 'image/jpeg'],
    ['a big TIFF', bytes('II+\0'), 'image/tiff'],
    ['a PDF after lines of mail', bytes(`${'x\n'.repeat(400)}%PDF-1.7`), 'application/pdf'],
    ['a PDF after two kilobytes of lines', bytes(`${'x\n'.repeat(1000)}%PDF-1.7`), 'application/pdf'],
    ['AVIF, which has the box of HEIC', heif('avif', 'mif1'), 'image/avif'],
    ['an empty archive', bytes('PK\x05\x06'), 'application/zip'],
    ['an old bitmap', bitmap(12), 'image/bmp'],
    ['a HEIC that only a further brand tells', heif('xxxx', 'mif1', 'heic'), 'image/heic'],
  ])('knows %s', (_, head, type) => {
    expect(sniffMediaType(head)).toBe(type);
  });

  it.each([
    ['nothing', bytes('')],
    ['a text that begins with BM', bytes('BMW owners may park behind the clinic')],
    ['the mark of a PDF too far in', bytes(`${'x'.repeat(8200)}%PDF-1.7`)],
  ])('does not take %s for a page', (_, head) => {
    expect(sniffMediaType(head)).toBeUndefined();
  });
});
