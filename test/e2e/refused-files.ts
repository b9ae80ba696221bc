import { crc32, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { UploadFile } from './http-client.js';

/** A PNG of one bit a pixel, all white: small however large the picture is. */
export function whitePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rowBytes = Math.ceil(width / 8) + 1;
  const rows = Buffer.alloc(rowBytes * height, 255);
  for (let row = 0; row < height; row += 1) rows[row * rowBytes] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PDF from its numbered objects, with a right cross-reference table. */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const onePage = (side: number) => [
  catalog,
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${side} ${side}] /Contents 4 0 R /Resources << >> >>`,
  '<< /Length 20 >>\nstream\n0 0 100 100 re f    \nendstream',
];
const random32 = '<28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a>';

/**
 * One file of each kind that must be refused, with the codes that may say so. `jpeg` is any good
 * photo.
 */
export function refusedFiles(jpeg: Buffer): (UploadFile & { codes: RegExp })[] {
  const zeros = new Uint8Array(64 * 1024 * 1024);
  return [
    { name: 'empty.png', bytes: Buffer.alloc(0), codes: /^file\.empty$/ },
    {
      name: 'really-text.jpg',
      bytes: Buffer.from('Dear Sir, this is only text.\n'.repeat(40)),
      codes: /^file\.type_unsupported$/,
    },
    {
      name: 'truncated.jpg',
      bytes: jpeg.subarray(0, Math.floor(jpeg.length * 0.4)),
      codes: /^image\.(truncated|unreadable)$/,
    },
    { name: 'bomb.png', bytes: whitePng(16_000, 16_000), codes: /^image\.too_many_pixels$/ },
    {
      name: 'locked.pdf',
      bytes: pdfOf(
        [...onePage(300), `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O ${random32} /U ${random32} >>`],
        `/Encrypt 5 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]`,
      ),
      codes: /^pdf\.encrypted$/,
    },
    {
      name: 'climber.zip',
      bytes: zipSync({ '../../outside.png': whitePng(200, 200) }),
      codes: /^archive\.unsafe_entry$/,
    },
    { name: 'bomb.zip', bytes: zipSync({ 'scan.bmp': zeros }), codes: /^archive\.too_large$/ },
    {
      name: 'no-pages.pdf',
      bytes: pdfOf([catalog, '<< /Type /Pages /Kids [] /Count 0 >>']),
      codes: /^pdf\.(no_pages|unreadable)$/,
    },
    { name: 'two-pixels.png', bytes: whitePng(2, 1), codes: /^image\.too_small$/ },
  ];
}
