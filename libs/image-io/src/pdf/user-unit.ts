const keyWord = '/UserUnit';
/** A file that claims more is mistaken: a point of so many points is a metre. */
const maxUnitPt = 3000;

/**
 * The size of a unit of a PDF's pages in points (its UserUnit, PDF 1.6), where the file says the
 * same for all of them and in plain sight; else 1. PDFium does not tell it. Where it stands in a
 * packed part of the file, the pictures and letters of a page tell its scale (`pageScale`).
 */
export function userUnit(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Set<number>();
  for (let at = file.indexOf(keyWord); at >= 0 && found.size < 2; at = file.indexOf(keyWord, at + keyWord.length)) {
    const unit = Number.parseFloat(file.toString('latin1', at + keyWord.length, at + keyWord.length + 24));
    if (unit > 0 && unit <= maxUnitPt) found.add(unit);
  }
  const [unit = 1, ...others] = found;
  return others.length === 0 ? unit : 1;
}
