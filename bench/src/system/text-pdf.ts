/**
 * A PDF of pages with a few lines of printed words: small, quick to read, and no two alike as long
 * as their words are not.
 */
export function textPdf(pages: readonly (readonly string[])[]): Buffer {
  const [width, lineHeight, margin, fontSize] = [230, 24, 16, 14];
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const [i, lines] of pages.entries()) {
    const height = 2 * margin + lines.length * lineHeight;
    const shown = lines.map((line) => `(${line}) Tj 0 -${lineHeight} Td`).join(' ');
    const drawing = `BT /F ${fontSize} Tf ${margin} ${height - margin - fontSize} Td ${shown} ET`;
    const content = `${5 + 2 * i} 0 R`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /Contents ${content} /Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 ` +
        `${width} ${height}] >>`,
      `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    );
  }
  return encodePdf(objects);
}

/**
 * A PDF whose page draws a form that draws ten forms that draw ten forms ...: a kilobyte that no
 * machine draws to its end. The page itself is as good as any.
 */
export function endlessPdf(mark: string): Buffer {
  const depth = 12;
  const form = (i: number) => {
    const drawing = i === depth ? `0 0 1 1 re f % ${mark}` : '/X Do '.repeat(10);
    const resources = i === depth ? '' : `/XObject << /X ${5 + i} 0 R >>`;
    return (
      `<< /Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << ${resources} >> /Length ${drawing.length} ` +
      `>>\nstream\n${drawing}\nendstream`
    );
  };
  return encodePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> /MediaBox [0 0 200 100] >>',
    ...Array.from({ length: depth + 1 }, (_, i) => form(i)),
  ]);
}

function encodePdf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}
