import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PermanentFailure } from '@longhand/core';
import { eachFileInside } from './files-inside.js';
import { withPdf } from './kept-document.js';

/** What the files inside one PDF may cost. Further and larger ones are left out. */
const maxFiles = 200;
const maxFileBytes = 100 * 1024 * 1024;
const maxAllBytes = 256 * 1024 * 1024;

/** A file that lay inside a PDF, in a folder of its own for now. */
export interface FileInside {
  path: string;
  /** Pages, 1 or more. */
  pages: number;
}

export interface FilesInside {
  /** Those that can be read, in the PDF's order. */
  files: FileInside[];
  /** Some cannot be read, or are more than the limits allow. */
  isAnyLeftOut: boolean;
}

/**
 * Unpacks the files in the list or portfolio of the PDF at `path` into a folder beside it, counts
 * their pages and hands them to `use`. A file that `countPages` refuses for good, or that has more
 * pages than are left of `maxPages`, is left out.
 */
export async function withFilesInside<T>(
  path: string,
  { maxPages, countPages }: { maxPages: number; countPages: (path: string, maxPages: number) => Promise<number> },
  use: (inside: FilesInside) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(dirname(path), 'inside-'));
  try {
    const unpacked = await unpack(path, folder);
    const inside: FilesInside = { files: [], isAnyLeftOut: unpacked.isAnyLeftOut };
    let left = maxPages;
    for (const file of unpacked.paths) {
      const pages = left > 0 ? await countOrNone(file, left, countPages) : 0;
      left -= pages;
      if (pages > 0) inside.files.push({ path: file, pages });
      else inside.isAnyLeftOut = true;
    }
    return await use(inside);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 0 for a file that cannot be read, or has more than `maxPages` pages. */
async function countOrNone(
  path: string,
  maxPages: number,
  countPages: (path: string, maxPages: number) => Promise<number>,
): Promise<number> {
  try {
    const pages = await countPages(path, maxPages);
    return pages <= maxPages ? pages : 0;
  } catch (error) {
    // Anything else says something about the machine: the whole document is tried again.
    if (error instanceof PermanentFailure) return 0;
    throw error;
  }
}

function unpack(path: string, folder: string): Promise<{ paths: string[]; isAnyLeftOut: boolean }> {
  return withPdf(path, async ({ document }) => {
    const paths: string[] = [];
    let left = maxAllBytes;
    let isAnyLeftOut = false;
    await eachFileInside(document, maxFileBytes, async (bytes) => {
      const isTaken = bytes !== undefined && bytes.length <= left && paths.length < maxFiles;
      if (!isTaken) isAnyLeftOut = true;
      if (!isTaken) return paths.length < maxFiles;
      left -= bytes.length;
      const file = join(folder, String(paths.length + 1));
      await writeFile(file, bytes);
      paths.push(file);
      return true;
    });
    return { paths, isAnyLeftOut };
  });
}
