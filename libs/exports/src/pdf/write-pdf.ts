import { createHash } from 'node:crypto';
import type { ExportedDocument, PicturedPage } from '../export-document.js';
import { CharacterCodes } from './character-codes.js';
import { glyphAdvance, glyphAscent, glyphDescent, glyphlessFont } from './glyphless-font.js';
import { readJpegHeader } from './jpeg-header.js';
import { type ObjectNumber, PdfFile, reference, textString } from './pdf-file.js';
import { srgbProfile } from './srgb-profile.js';
import { strokedLength, strokedText } from './stroke-letters.js';
import { short, textLayer } from './text-layer.js';
import { producer, xmpMetadata } from './xmp-metadata.js';

/** A4 in points; every page is scaled to fit it, in portrait or landscape. */
const a4 = { short: 595.276, long: 841.89 };

interface Numbers {
  catalog: ObjectNumber;
  info: ObjectNumber;
  pageTree: ObjectNumber;
  font: ObjectNumber;
}

/**
 * The document as a searchable PDF/A-2b (ISO 19005-2): each page is its image, over invisible text
 * in the same positions. Bytes are produced page by page, and only one page is in memory at a time.
 * @param createdAt when the export is made, RFC 3339
 * @throws PermanentFailure export.picture_unreadable
 */
export async function* writePdf(
  document: ExportedDocument,
  pages: AsyncIterable<PicturedPage>,
  createdAt: string,
): AsyncGenerator<Buffer> {
  const file = new PdfFile();
  const codes = new CharacterCodes();
  const numbers = { catalog: file.reserve(), info: file.reserve(), pageTree: file.reserve(), font: file.reserve() };
  const kids: ObjectNumber[] = [];
  yield file.begin();
  for await (const page of pages) {
    const kid = file.reserve();
    kids.push(kid);
    yield* pageObjects(file, kid, page, { codes, numbers });
  }
  yield file.object(
    numbers.pageTree,
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map(reference).join(' ')}] >>`,
  );
  yield* fontObjects(file, numbers.font, codes);
  yield* documentObjects(file, numbers, document.title, createdAt);
  const id = createHash('sha256')
    .update(`${document.id} ${document.updatedAt} ${createdAt}`)
    .digest('hex')
    .slice(0, 32);
  yield file.end(numbers.catalog, numbers.info, id.toUpperCase());
}

function* pageObjects(
  file: PdfFile,
  number: ObjectNumber,
  { page, jpeg }: PicturedPage,
  { codes, numbers: { pageTree, font } }: { codes: CharacterCodes; numbers: Numbers },
): Generator<Buffer> {
  const header = jpeg && readJpegHeader(jpeg);
  const width = page.width ?? header?.width ?? a4.short;
  const height = page.height ?? header?.height ?? a4.long;
  const scale = Math.min(a4.long / Math.max(width, height), a4.short / Math.min(width, height));
  const [wide, high] = [width * scale, height * scale];
  const picture = file.reserve();
  const content = file.reserve();
  const show = header ? `q ${short(wide)} 0 0 ${short(high)} 0 0 cm /Im0 Do Q\n` : noticeOn(page, wide, high);
  const operators = textLayer(page, scale, high, codes) + show;
  if (header) {
    const space = header.components === 1 ? '/DeviceGray' : '/DeviceRGB';
    const about = `/Type /XObject /Subtype /Image /Width ${header.width} /Height ${header.height}`;
    yield file.stream(picture, `${about} /ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode`, jpeg);
  } else yield file.object(picture, 'null');
  yield file.deflated(content, '', Buffer.from(operators, 'latin1'));
  const pictures = header ? ` /XObject << /Im0 ${reference(picture)} >>` : '';
  const resources = `<< /Font << /F1 ${reference(font)} >>${pictures} >>`;
  const box = `/MediaBox [0 0 ${short(wide)} ${short(high)}]`;
  yield file.object(
    number,
    `<< /Type /Page /Parent ${reference(pageTree)} ${box} /Resources ${resources} /Contents ${reference(content)} >>`,
  );
}

/** The text on a page without an image: a blank sheet would look like a page without writing. */
function noticeOn({ number, status }: PicturedPage['page'], wide: number, high: number): string {
  const lines =
    status === 'failed'
      ? [`Page ${number} could not be read.`, 'No picture can be drawn of it.', 'See the original file.']
      : [`Page ${number} has not been read yet.`, 'Export it again later.'];
  const longest = Math.max(...lines.map((line) => line.length));
  const size = Math.min(20, (wide * 0.9) / strokedLength(longest, 1));
  const cross = `q 0.8 G 1 w 0 0 m ${short(wide)} ${short(high)} l S 0 ${short(high)} m ${short(wide)} 0 l S Q\n`;
  const text = lines.map((line, i) => strokedText(line, { x: wide * 0.05, y: high * 0.8 - i * size * 2.2, size }));
  return cross + text.join('');
}

function* fontObjects(file: PdfFile, font: ObjectNumber, codes: CharacterCodes): Generator<Buffer> {
  const [descendant, descriptor, program, glyphMap, toUnicode] = Array.from({ length: 5 }, () => file.reserve());
  const name = '/BaseFont /LonghandGlyphless';
  yield file.object(
    font,
    `<< /Type /Font /Subtype /Type0 ${name} /Encoding /Identity-H /DescendantFonts [${reference(descendant)}] ` +
      `/ToUnicode ${reference(toUnicode)} >>`,
  );
  const system = '/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>';
  yield file.object(
    descendant,
    `<< /Type /Font /Subtype /CIDFontType2 ${name} ${system} /DW ${glyphAdvance} /FontDescriptor ` +
      `${reference(descriptor)} /CIDToGIDMap ${reference(glyphMap)} >>`,
  );
  const box = `/FontBBox [0 ${glyphDescent} ${glyphAdvance} ${glyphAscent}]`;
  const heights = `/Ascent ${glyphAscent} /Descent ${glyphDescent} /CapHeight ${glyphAscent}`;
  yield file.object(
    descriptor,
    `<< /Type /FontDescriptor /FontName /LonghandGlyphless /Flags 4 ${box} ${heights} /ItalicAngle 0 /StemV 80 ` +
      `/FontFile2 ${reference(program)} >>`,
  );
  const bytes = glyphlessFont();
  yield file.deflated(program, `/Length1 ${bytes.length}`, bytes);
  yield file.deflated(glyphMap, '', codes.glyphMap());
  yield file.deflated(toUnicode, '', Buffer.from(codes.toUnicode(), 'latin1'));
}

function* documentObjects(
  file: PdfFile,
  { catalog, info, pageTree }: Numbers,
  title: string,
  createdAt: string,
): Generator<Buffer> {
  const [metadata, profile] = [file.reserve(), file.reserve()];
  yield file.stream(metadata, '/Type /Metadata /Subtype /XML', Buffer.from(xmpMetadata(title, createdAt)));
  yield file.deflated(profile, '/N 3', srgbProfile());
  const date = `(D:${createdAt.replace(/\D/g, '').slice(0, 14)}Z)`;
  const dates = `/CreationDate ${date} /ModDate ${date}`;
  yield file.object(info, `<< /Title ${textString(title)} /Creator (${producer}) /Producer (${producer}) ${dates} >>`);
  const intent =
    '<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile ' +
    `${reference(profile)} >>`;
  yield file.object(
    catalog,
    `<< /Type /Catalog /Pages ${reference(pageTree)} /Metadata ${reference(metadata)} /OutputIntents [${intent}] ` +
      '/ViewerPreferences << /DisplayDocTitle true >> >>',
  );
}
