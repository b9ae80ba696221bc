/** An object of a PDF: its text, or a dictionary (without its brackets) with a stream. */
export type PdfObject = string | { dictionary: string; stream: string | Uint8Array };

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function pdfOfObjects(objects: readonly PdfObject[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.6\n')];
  const places: number[] = [];
  let length = parts[0].length;
  const add = (bytes: Buffer): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  objects.forEach((object, i) => {
    places.push(length);
    add(Buffer.from(`${i + 1} 0 obj\n`));
    if (typeof object === 'string') add(Buffer.from(object, 'latin1'));
    else {
      const stream = Buffer.from(object.stream as Uint8Array);
      add(Buffer.from(`<< ${object.dictionary} /Length ${stream.length} >>\nstream\n`, 'latin1'));
      add(stream);
      add(Buffer.from('\nendstream'));
    }
    add(Buffer.from('\nendobj\n'));
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const table =
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ` +
    `${trailer} >>\n`;
  const at = length;
  add(Buffer.from(`${table}startxref\n${at}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

export interface OnePage {
  width: number;
  height: number;
  /** What is drawn. */
  content?: string;
  /** More of the page's dictionary. */
  page?: string;
  /** More of the catalogue's dictionary. */
  catalogue?: string;
  resources?: string;
  /** Further objects, numbered from 5. */
  more?: PdfObject[];
}

/** A PDF of one page. */
export function onePagePdf({
  width,
  height,
  content = '',
  page = '',
  catalogue = '',
  resources = '',
  more = [],
}: OnePage): Buffer {
  return pdfOfObjects([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /Font << /F << ` +
      `/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> ${resources} >> ${page} >>`,
    { dictionary: '', stream: content },
    ...more,
  ]);
}

/**
 * A grey picture of a PDF: white, with a black bar over its left third and the middle third of its
 * height.
 */
export function barPicture(width: number, height: number): PdfObject {
  const data = new Uint8Array(width * height).fill(255);
  for (let y = Math.floor(height / 3); y < (2 * height) / 3; y++)
    data.fill(0, y * width, y * width + Math.floor(width / 3));
  const size = `/Width ${width} /Height ${height}`;
  const dictionary = `/Type /XObject /Subtype /Image ${size} /ColorSpace /DeviceGray /BitsPerComponent 8`;
  return { dictionary, stream: data };
}
