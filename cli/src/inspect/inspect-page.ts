import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPageReader, type PageReaderOptions } from '@longhand/inference';
import { describeWarning, judgePicture } from '@longhand/core';
import { type DecodeLimits, decodePage, encodeGrayPng, overlayPng } from '@longhand/image-io';
import { drawOverlay } from './draw-overlay.js';

export interface InspectOptions extends PageReaderOptions {
  limits: DecodeLimits;
  /** Folder for the pictures; made when it is missing. */
  outDir: string;
}

export interface Inspection {
  page: number;
  /** Clockwise turn that set the page upright. */
  turnDegrees: number;
  skewDegrees: number;
  isPhoto: boolean;
  lines: number;
  words: number;
  confidence: number | undefined;
  warnings: { code: string; message: string }[];
  /** Paths of the pictures. */
  files: string[];
}

/**
 * Reads one page in this process as the workers do, and writes a picture of each stage and one of
 * all that was found.
 */
export async function inspectPage(path: string, page: number, options: InspectOptions): Promise<Inspection> {
  const { limits, outDir, ...readerOptions } = options;
  const asIs = await decodePage(path, page, limits);
  const reader = await loadPageReader(readerOptions);
  try {
    const { turn, clean, segmented } = await reader.segment(asIs.gray);
    const { gray, jpeg } = turn === 0 ? asIs : await decodePage(path, page, limits, turn);
    const read = await reader.read(segmented);
    const { layout } = segmented;
    const found = { layout, read, ...(clean.sheet && { sheet: clean.sheet }) };
    const { width, height, data } = clean.ink;
    const ink = { width, height, data: data.map((value) => (value === 1 ? 0 : 255)) };
    const pictures: [string, Uint8Array | string][] = [
      ['1-grey.png', await encodeGrayPng(gray)],
      ['2-cleaned.png', await encodeGrayPng(clean.gray)],
      ['3-ink.png', await encodeGrayPng(ink)],
      ['4-found.png', await overlayPng(jpeg, drawOverlay(found))],
      ['4-found.svg', drawOverlay(found, { jpegBase64: jpeg.toString('base64') })],
    ];
    await mkdir(outDir, { recursive: true });
    const files = pictures.map(([name]) => join(outDir, `page-${page}-${name}`));
    for (const [i, [, content]] of pictures.entries()) await writeFile(files[i], content);
    return {
      page,
      turnDegrees: turn,
      skewDegrees: clean.skewDegrees,
      isPhoto: clean.sheet !== undefined,
      lines: layout.lines.length,
      words: read.lines.reduce((sum, { words }) => sum + words.length, 0),
      confidence: read.confidence,
      warnings: [...asIs.warnings, ...judgePicture(clean, layout)].flatMap((code) => describeWarning(code) ?? []),
      files,
    };
  } finally {
    reader.dispose();
  }
}
