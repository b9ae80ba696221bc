import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type PageReader, loadPageReader } from '@longhand/inference';
import type { RecognisedPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import type { TruePage } from '@longhand/training';

export interface EngineReading {
  page: string;
  recognised: RecognisedPage;
}

interface ReadOptions {
  modelsDir: string;
  /** Readings are kept in this file, and taken from it where it has them. */
  readingsFile?: string | undefined;
  log(line: string): void;
}

const limits = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

/**
 * Reads pages with the functions that both workers call, in this process. Single characters are
 * left out of what is kept.
 */
export async function readPages(
  pages: readonly TruePage[],
  { modelsDir, readingsFile, log }: ReadOptions,
): Promise<EngineReading[]> {
  const known: EngineReading[] =
    readingsFile && existsSync(readingsFile) ? JSON.parse(await readFile(readingsFile, 'utf8')) : [];
  const byName = new Map(known.map((one) => [one.page, one]));
  const missing = pages.filter(({ page }) => !byName.has(page));
  const reader = missing.length > 0 ? await loadPageReader({ modelsDir, uncertainBelow: 0 }) : undefined;
  try {
    for (const [i, { page, path }] of missing.entries()) {
      byName.set(page, { page, recognised: withoutCharacters(await readOne(reader as PageReader, path)) });
      log(`${i + 1} of ${missing.length} pages read`);
      if (readingsFile) await writeFile(readingsFile, JSON.stringify([...byName.values()]));
    }
  } finally {
    reader?.dispose();
  }
  return pages.map(({ page }) => byName.get(page) as EngineReading);
}

async function readOne(reader: PageReader, path: string): Promise<RecognisedPage> {
  const { gray } = await decodePage(path, 1, limits);
  return reader.read((await reader.segment(gray)).segmented);
}

const withoutCharacters = (page: RecognisedPage): RecognisedPage => ({
  ...page,
  lines: page.lines.map((line) => ({ ...line, words: line.words.map((word) => ({ ...word, characters: [] })) })),
});
