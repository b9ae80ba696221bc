import { encodeColourJpeg } from '@longhand/image-io';

/** Pixels of a page: small, so that what opening costs is not hidden by what drawing costs. */
const size = { width: 300, height: 400 };

/** A picture of lines that differs from page to page. */
function pagePixels(page: number): Uint8Array {
  const data = new Uint8Array(size.width * size.height * 3).fill(255);
  for (let y = 40; y < size.height - 20; y += 30) {
    for (let x = 20; x < size.width - 20; x++) {
      const isInk = (x * 7 + y * 13 + page * 31) % 11 < 5;
      if (isInk) data.fill(20, (y * size.width + x) * 3, (y * size.width + x) * 3 + 9 * 3);
    }
  }
  return data;
}

/** A scanned PDF: a JPEG on each page, all pages in one list, as scanners write it. */
export async function scannedPdf(pages: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  const places: number[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  const object = (text: string, stream?: Buffer): void => {
    places.push(length);
    add(Buffer.from(`${places.length} 0 obj\n${text}\n`));
    if (stream) add(Buffer.concat([Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]));
    add(Buffer.from('endobj\n'));
  };
  add(Buffer.from('%PDF-1.4\n'));
  object('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = Array.from({ length: pages }, (_, i) => `${3 + 3 * i} 0 R`).join(' ');
  object(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`);
  for (let i = 0; i < pages; i++) {
    const [own, content, image] = [3 + 3 * i, 4 + 3 * i, 5 + 3 * i];
    const drawing = Buffer.from('q 72 0 0 96 0 0 cm /I Do Q');
    const jpeg = await encodeColourJpeg({ ...size, data: pagePixels(i) });
    if (places.length + 1 !== own) throw new Error('the objects are out of step');
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 96] /Contents ${content} 0 R /Resources << /XObject << /I ` +
        `${image} 0 R >> >> >>`,
    );
    object(`<< /Length ${drawing.length} >>`, drawing);
    object(
      `<< /Type /XObject /Subtype /Image /Width ${size.width} /Height ${size.height} /ColorSpace /DeviceRGB ` +
        `/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    );
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const at = length;
  add(
    Buffer.from(
      `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${places.length + 1} /Root 1 0 ` +
        `R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A TIFF of grey pages without compression, one directory after the other. */
export function scannedTiff(pages: number): Buffer {
  const header = Buffer.from('49492a0008000000', 'hex');
  const pixels = size.width * size.height;
  const directoryBytes = 2 + 9 * 12 + 4;
  const parts: Buffer[] = [header];
  for (let i = 0; i < pages; i++) {
    const at = 8 + i * (directoryBytes + pixels);
    const directory = Buffer.alloc(directoryBytes);
    directory.writeUInt16LE(9, 0);
    const entries = [
      [256, 4, size.width],
      [257, 4, size.height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, at + directoryBytes],
      [277, 3, 1],
      [278, 4, size.height],
      [279, 4, pixels],
    ];
    for (const [n, [tag, type, value]] of entries.entries()) {
      directory.writeUInt16LE(tag, 2 + n * 12);
      directory.writeUInt16LE(type, 4 + n * 12);
      directory.writeUInt32LE(1, 6 + n * 12);
      directory.writeUInt32LE(value, 10 + n * 12);
    }
    directory.writeUInt32LE(i + 1 < pages ? at + directoryBytes + pixels : 0, directoryBytes - 4);
    const colours = pagePixels(i);
    parts.push(directory, Buffer.from(Array.from({ length: pixels }, (_, p) => colours[p * 3])));
  }
  return Buffer.concat(parts);
}
