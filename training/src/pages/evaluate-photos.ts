import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageReader } from '@longhand/inference';
import { type GrayImage, type Point, prepareWith } from '@longhand/core';
import { decodePage, encodeColourJpeg } from '@longhand/image-io';
import { hasWords } from '../lines/running-text.js';
import { keywordRecall, keywordsOf } from '../lines/text-scores.js';
import type { TruePage } from './read-page-set.js';
import { renderPhoto } from './render-photo.js';

/** Shares of 1, and processor seconds per page. */
export interface PhotoFigures {
  pages: number;
  /** Sheets whose four corners were all found within 1 % of the photo's longer side. */
  sheetsFound: number;
  recallFlat: number;
  recallPhoto: number;
  /** Pages that lose more than 10 points. */
  badPages: number;
  prepareSecondsFlat: number;
  prepareSecondsPhoto: number;
}

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const BAD_LOSS = 0.1;
const NEAR_CORNER = 0.01;

/**
 * Reads every page as it was scanned and as a rendered photo of it (`renderPhoto`, saved as JPEG as
 * phones do), and compares what can be found.
 */
export async function evaluatePhotos(
  reader: Pick<PageReader, 'read' | 'detect'>,
  pages: readonly TruePage[],
  { seed = 4, log = () => {} }: { seed?: number; log?: (line: string) => void } = {},
): Promise<PhotoFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-photos-'));
  const sums = { found: 0, flat: 0, photo: 0, bad: 0, flatSeconds: 0, photoSeconds: 0 };
  try {
    for (const [index, page] of pages.entries()) {
      const { gray } = await decodePage(page.path, 1, LIMITS);
      const flat = await readPage(reader, gray, page);
      const photo = renderPhoto(gray, seed * 1000 + index);
      const path = join(folder, 'photo.jpg');
      await writeFile(path, await encodeColourJpeg(photo));
      const taken = await readPage(reader, (await decodePage(path, 1, LIMITS)).gray, page);
      const near = NEAR_CORNER * Math.max(photo.width, photo.height);
      const isFound = taken.sheet?.every((p, i) => distance(p, photo.corners[i]) <= near) ?? false;
      sums.found += isFound ? 1 : 0;
      sums.flat += flat.recall;
      sums.photo += taken.recall;
      sums.bad += flat.recall - taken.recall > BAD_LOSS ? 1 : 0;
      sums.flatSeconds += flat.seconds;
      sums.photoSeconds += taken.seconds;
      log(
        `${page.page}: recall ${percent(flat.recall)} flat, ${percent(taken.recall)} ` +
          `photo${isFound ? '' : ', sheet not found'}; ${flat.lines} and ${taken.lines} lines`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const mean = (sum: number) => sum / Math.max(1, pages.length);
  return {
    pages: pages.length,
    sheetsFound: mean(sums.found),
    recallFlat: mean(sums.flat),
    recallPhoto: mean(sums.photo),
    badPages: sums.bad,
    prepareSecondsFlat: mean(sums.flatSeconds),
    prepareSecondsPhoto: mean(sums.photoSeconds),
  };
}

interface Reading {
  recall: number;
  lines: number;
  seconds: number;
  sheet?: readonly Point[];
}

async function readPage(
  reader: Pick<PageReader, 'read' | 'detect'>,
  gray: GrayImage,
  page: TruePage,
): Promise<Reading> {
  const clock = process.cpuUsage();
  const { clean, segmented } = await prepareWith(gray, reader.detect);
  const { user, system } = process.cpuUsage(clock);
  const { lines } = await reader.read(segmented);
  const truth = page.lines.filter(({ text }) => hasWords(text)).flatMap(({ text }) => keywordsOf(text));
  const read = lines.flatMap(({ words }) => words).flatMap(({ text }) => keywordsOf(text));
  const recall = keywordRecall([{ truth, read, alternatives: [] }]).first;
  return { recall, lines: lines.length, seconds: (user + system) / 1e6, ...(clean.sheet && { sheet: clean.sheet }) };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
