import type { PageView, WordView } from '@longhand/contracts';
import { type Box, isRightToLeft, unionOfBoxes } from '@longhand/core';
import type { ExportedDocument, PageStream } from '../export-document.js';
import { certaintyOf, type ExportedLine, languageOf, pictureName, placedLines } from '../exported-word.js';
import { attributes, escapeXml } from './escape-xml.js';

/**
 * The document as hOCR 1.2, well-formed XHTML, in pixels of the page's picture. `x_wconf` is the
 * calibrated probability of a word in per cent; a word that a person corrected has 100 and the
 * class `corrected`.
 */
export async function* writeHocr(document: ExportedDocument, pages: PageStream): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<title>${escapeXml(document.title)}</title>
<meta charset="utf-8"/>
<meta name="ocr-system" content="${escapeXml(['Longhand', ...document.modelVersions].join(' '))}"/>
<meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf"/>
</head>
<body>
`;
  for await (const page of pages) yield pageOf(page);
  yield '</body>\n</html>\n';
}

function pageOf(page: PageView): string {
  const { number, width = 0, height = 0 } = page;
  const lines = placedLines(page);
  const title = `image "${pictureName(page)}"; bbox 0 0 ${width} ${height}; ppageno ${number - 1}`;
  const body = lines.length > 0 ? areaOf(`p${number}`, lines) : '';
  return `<div class="ocr_page" id="page_${number}" title="${escapeXml(title)}">\n${body}</div>\n`;
}

function areaOf(id: string, lines: readonly ExportedLine[]): string {
  const box = bbox(unionOfBoxes(lines.map((line) => line.box)));
  const spans = lines.map((line) => lineOf(`${id}_l${line.number}`, line)).join('');
  return (
    `<div class="ocr_carea" id="${id}_area" title="${box}"><p class="ocr_par" id="${id}_par" ` +
    `title="${box}">\n${spans}</p></div>\n`
  );
}

function lineOf(id: string, line: ExportedLine): string {
  const words = line.words.map((word, i) => wordOf(`${id}_w${i}`, word)).join(' ');
  const lang = attributes({ lang: languageOf(line) });
  return `<span class="ocr_line" id="${id}" title="${bbox(line.box)}${baselineOf(line)}"${lang}>${words}</span>\n`;
}

function wordOf(id: string, word: WordView): string {
  const classes = word.correctedBy === undefined ? 'ocrx_word' : 'ocrx_word corrected';
  const title = `${bbox(word.box)}; x_wconf ${Math.round(certaintyOf(word) * 100)}`;
  // Words are in the order of the ink; within an Arabic or Hebrew word the letters run the other
  // way.
  const direction = isRightToLeft(word.text) ? ' dir="rtl"' : '';
  return `<span class="${classes}" id="${id}" title="${title}"${direction}>${escapeXml(word.text)}</span>`;
}

function bbox({ x, y, width, height }: Box): string {
  return `bbox ${[x, y, x + width, y + height].map((value) => Math.max(0, Math.round(value))).join(' ')}`;
}

/**
 * The slope of the baseline, and its height at the left end of the box, measured upwards from the
 * bottom of the box.
 */
function baselineOf({ box, baseline }: ExportedLine): string {
  const [left, right] = [baseline[0], baseline.at(-1)];
  if (!left || !right || right.x === left.x) return '';
  const slope = (right.y - left.y) / (right.x - left.x);
  const offset = left.y + slope * (box.x - left.x) - (box.y + box.height);
  return `; baseline ${slope.toFixed(4)} ${Math.round(offset)}`;
}
