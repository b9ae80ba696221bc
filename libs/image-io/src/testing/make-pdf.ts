export interface PdfOptions {
  /** Size of each page in points. */
  pages: { width: number; height: number }[];
  /** Adds an encryption dictionary that no password fits. */
  isEncrypted?: boolean;
}

/**
 * A small PDF, written by hand: every page has a black square of 72 points, 72 points from its
 * lower left corner.
 */
export function makePdf({ pages, isEncrypted = false }: PdfOptions): Buffer {
  const drawing = '0 g 72 72 72 72 re f';
  const kids = pages.map((_, i) => `${i + 4} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    ...pages.map(
      ({ width, height }) =>
        `<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << >> /MediaBox [0 0 ${width} ${height}] >>`,
    ),
  ];
  const key = '00'.repeat(32);
  if (isEncrypted) objects.push(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >>`);
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const lock = isEncrypted ? ` /Encrypt ${objects.length} 0 R /ID [<00> <00>]` : '';
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
