import type { PageView, WordView } from '@longhand/contracts';
import { isRightToLeft, unionOfBoxes } from '@longhand/core';
import { certaintyOf, type ExportedLine, languageOf, pictureName, placedLines } from '../exported-word.js';
import { attributes, escapeXml } from './escape-xml.js';

const namespace = 'http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15';

type Box = ExportedLine['box'];
interface Size {
  width: number;
  height: number;
}

/**
 * One page as PAGE-XML 2019-07-15 (PRImA), in pixels of the page's picture. A word's first
 * `TextEquiv` is what it says, with its calibrated probability as `conf` (1 for a person's
 * correction); then come, for a corrected word, the reading, and all other readings.
 * @param created when the export is made, RFC 3339
 */
export function writePageXml(page: PageView, created: string): string {
  const size = { width: page.width ?? 1, height: page.height ?? 1 };
  const lines = placedLines(page);
  const reader = page.modelVersion
    ? `<MetadataItem${attributes({ type: 'processingStep', name: 'reading', value: page.modelVersion })}/>`
    : '';
  const head = attributes({
    imageFilename: pictureName(page),
    imageWidth: Math.round(size.width),
    imageHeight: Math.round(size.height),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="${namespace} ${namespace}/pagecontent.xsd">
<Metadata><Creator>Longhand</Creator><Created>${created}</Created>\
<LastChange>${created}</LastChange>${reader}</Metadata>
<Page${head}>
${lines.length > 0 ? regionOf(lines, size) : ''}</Page>
</PcGts>
`;
}

function regionOf(lines: readonly ExportedLine[], size: Size): string {
  const box = unionOfBoxes(lines.map((line) => line.box));
  const text = lines.map(textOf).join('\n');
  const all = lines.map((line) => lineOf(line, size)).join('');
  return `<TextRegion id="region">${coords(box, size)}\n${all}${equivalent(text)}</TextRegion>\n`;
}

function lineOf(line: ExportedLine, size: Size): string {
  const id = `l${line.number}`;
  const baseline = line.baseline.map(({ x, y }) => point(x, y, size)).join(' ');
  const words = line.words.map((word, i) => wordOf(`${id}_w${i}`, word, size)).join('');
  const language = languageOf(line);
  const custom = attributes({ custom: language && `language {type:${language};}` });
  return (
    `<TextLine id="${id}"${custom}>${coords(line.box, size)}<Baseline ` +
    `points="${baseline}"/>\n${words}${equivalent(textOf(line))}</TextLine>\n`
  );
}

function wordOf(id: string, word: WordView, size: Size): string {
  const direction = isRightToLeft(word.text) ? ' readingDirection="right-to-left"' : '';
  return `<Word id="${id}"${direction}>${coords(word.box, size)}${readingsOf(word).join('')}</Word>\n`;
}

function readingsOf(word: WordView): string[] {
  const { text, reading, confidence, alternatives, correctedBy } = word;
  const comments = correctedBy === undefined ? undefined : `corrected by ${correctedBy}`;
  const first = equivalent(text, { index: 0, conf: certaintyOf(word), comments });
  const others = [
    ...(correctedBy !== undefined && reading !== text ? [{ text: reading, probability: confidence }] : []),
    ...alternatives.filter((alternative) => alternative.text !== text),
  ];
  return [first, ...others.map((other, i) => equivalent(other.text, { index: i + 1, conf: share(other.probability) }))];
}

function equivalent(
  text: string,
  { conf, ...rest }: { index?: number; conf?: number; comments?: string } = {},
): string {
  const values = attributes({ ...rest, conf: conf === undefined ? undefined : String(conf) });
  return `<TextEquiv${values}><Unicode>${escapeXml(text)}</Unicode></TextEquiv>`;
}

function textOf({ words }: ExportedLine): string {
  return words.map(({ text }) => text).join(' ');
}

function coords({ x, y, width, height }: Box, size: Size): string {
  const [right, bottom] = [x + width, y + height];
  const corners = [point(x, y, size), point(right, y, size), point(right, bottom, size), point(x, bottom, size)];
  return `<Coords points="${corners.join(' ')}"/>`;
}

/** PAGE allows only whole pixels inside the image. */
function point(x: number, y: number, { width, height }: Size): string {
  const within = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
  return `${within(x, width)},${within(y, height)}`;
}

function share(probability: number): number {
  return Math.round(Math.min(1, Math.max(0, probability)) * 1e4) / 1e4;
}
