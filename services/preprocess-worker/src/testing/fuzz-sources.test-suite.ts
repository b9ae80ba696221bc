import sharp, { type Sharp } from 'sharp';

/** Small valid files of the formats that uploads mostly are, to be mutated. */
export async function fuzzSources(): Promise<Buffer[]> {
  const ink = { create: { width: 6, height: 30, channels: 3 as const, background: '#000' } };
  const picture = sharp({ create: { width: 80, height: 60, channels: 3, background: '#fff' } }).composite(
    [10, 22, 34, 50].map((left) => ({ input: ink, left, top: 12 })),
  );
  const as = (make: (one: Sharp) => Sharp) => make(picture.clone()).toBuffer();
  return Promise.all([
    as((one) => one.jpeg({ quality: 90 })),
    as((one) => one.jpeg({ progressive: true }).withMetadata({ orientation: 6 })),
    as((one) => one.png()),
    as((one) => one.png({ palette: true })),
    as((one) => one.tiff({ compression: 'lzw' })),
    as((one) => one.tiff({ compression: 'jpeg', quality: 80 })),
    as((one) => one.webp()),
    Promise.resolve(smallPdf()),
  ]);
}

/** Two pages with a few black bars. */
function smallPdf(): Buffer {
  const drawing = '0 g 10 10 6 30 re f 22 10 6 30 re f 40 10 6 30 re f';
  const page = '<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << >> /MediaBox [0 0 80 60] >>';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    page,
    page,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n`;
  return Buffer.from(`${text}${text.indexOf('xref\n0')}\n%%EOF\n`, 'latin1');
}
