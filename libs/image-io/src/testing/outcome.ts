import { AppError } from '@longhand/core';
import { decodePage } from '../decode-page.js';
import type { DecodedPage } from '../decoded-page.js';
import { openDocument } from '../open-document.js';
import { tempFiles } from './temp-files.js';

const limits = { maxPixels: 60_000_000, maxPages: 200, timeoutMs: 60_000 };

/** What becomes of a file: its pages, or the code with which it is refused. */
export interface Outcome {
  refused?: string;
  pages: DecodedPage[];
}

/** Opens the file and decodes its pages, as the worker does. */
export async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  const files = tempFiles();
  try {
    const path = files.put(bytes);
    const { pageCount } = await openDocument(path, limits);
    const pages: DecodedPage[] = [];
    for (let number = 1; number <= pageCount; number++) pages.push(await decodePage(path, number, limits));
    return { pages };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refused: error.code, pages: [] };
  } finally {
    files.remove();
  }
}

export const sizesOf = ({ pages }: Outcome): number[][] => pages.map(({ widthPx, heightPx }) => [widthPx, heightPx]);

/** Level at a place given in shares of the page's sides. */
export function levelAt({ gray }: DecodedPage, x: number, y: number): number {
  return gray.data[Math.floor(y * gray.height) * gray.width + Math.floor(x * gray.width)];
}

/** Share of pixels darker than middle grey in a part of the page, given in shares of its sides. */
export function darkShare({ gray }: DecodedPage, [left, top, right, bottom]: readonly number[]): number {
  let dark = 0;
  let all = 0;
  for (let y = Math.floor(top * gray.height); y < bottom * gray.height; y++) {
    for (let x = Math.floor(left * gray.width); x < right * gray.width; x++) {
      all += 1;
      if (gray.data[y * gray.width + x] < 128) dark += 1;
    }
  }
  return dark / all;
}
