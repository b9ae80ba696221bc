import type { PageView } from '@longhand/contracts';
import { unionOfBoxes } from '@longhand/core';
import type { ExportedDocument, PageStream } from '../export-document.js';
import { certaintyOf, type ExportedLine, languageOf, placedLines } from '../exported-word.js';
import { attributes, escapeXml } from './escape-xml.js';

const namespace = 'http://www.loc.gov/standards/alto/ns-v4#';

type Box = ExportedLine['box'];
const place = ({ x, y, width, height }: Box) => ({ HPOS: x, VPOS: y, WIDTH: width, HEIGHT: height });

/**
 * The document as ALTO 4.4 (Library of Congress), one `Page` each, in pixels of the page's picture.
 * `WC` is the calibrated probability of a word; a word that a person corrected has `CS="true"` and
 * `WC="1"`. Other readings are left out: ALTO has no place for those of a whole word.
 * A line in a script that was not read has one empty string.
 */
export async function* writeAlto(document: ExportedDocument, pages: PageStream): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="${namespace} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
<Description>
<MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>${escapeXml(document.name)}</fileName>\
<documentIdentifier>${document.id}</documentIdentifier></sourceImageInformation>
<Processing ID="reading"><processingCategory>contentGeneration</processingCategory>\
<processingSoftware><softwareName>Longhand</softwareName>\
<softwareVersion>${escapeXml(document.modelVersions.join(', '))}</softwareVersion></processingSoftware></Processing>
</Description>
<Layout>
`;
  for await (const page of pages) yield pageOf(page);
  yield '</Layout>\n</alto>\n';
}

function pageOf(page: PageView): string {
  const { number, width, height, confidence } = page;
  const id = `page_${number}`;
  const lines = placedLines(page);
  const accuracy = page.status === 'recognised' ? confidence : undefined;
  const head = attributes({ ID: id, PHYSICAL_IMG_NR: number, WIDTH: width, HEIGHT: height, PC: accuracy });
  const space = attributes({ HPOS: 0, VPOS: 0, WIDTH: width, HEIGHT: height });
  return `<Page${head}>\n<PrintSpace${space}>\n${lines.length > 0 ? blockOf(id, lines) : ''}</PrintSpace>\n</Page>\n`;
}

function blockOf(pageId: string, lines: readonly ExportedLine[]): string {
  const id = `${pageId}_block`;
  const box = attributes({ ID: id, ...place(unionOfBoxes(lines.map((line) => line.box))) });
  return `<TextBlock${box}>\n${lines.map((line) => lineOf(id, line)).join('')}</TextBlock>\n`;
}

function lineOf(blockId: string, line: ExportedLine): string {
  const { number, box, baseline, words } = line;
  const id = `${blockId}_l${number}`;
  const points = baseline.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' ');
  const strings = words.map((word, i) => {
    const isCorrected = word.correctedBy !== undefined;
    const string =
      `<String${attributes({ ID: `${id}_w${i}`, ...place(word.box), CONTENT: word.text })} ` +
      `WC="${certaintyOf(word)}"${isCorrected ? ' CS="true"' : ''}/>`;
    const next = words[i + 1];
    return next ? `${string}${spaceBetween(word.box, next.box)}` : string;
  });
  const head = attributes({ ID: id, ...place(box), BASELINE: points, LANG: languageOf(line) });
  // A line holds one string at least.
  const unread = `<String${attributes({ ID: `${id}_w0`, ...place(box) })} CONTENT=""/>`;
  return `<TextLine${head}>${strings.join('') || unread}</TextLine>\n`;
}

function spaceBetween(left: Box, right: Box): string {
  const end = left.x + left.width;
  return `<SP${attributes({ HPOS: end, VPOS: left.y, WIDTH: Math.max(0, right.x - end) })}/>`;
}
