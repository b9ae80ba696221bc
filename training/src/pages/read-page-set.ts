import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@longhand/core';

export const PAGE_SETS = ['copiste', 'jls'] as const;
export type PageSetName = (typeof PAGE_SETS)[number];

/** One line of the ground truth, in pixels of the page's image. */
export interface TrueLine {
  text: string;
  polygon: [number, number][];
  baseline: [number, number][];
  /** What kind of writing, where the set tells (`jls`). */
  type?: string;
}

export interface TruePage {
  page: string;
  /** Path of the image. */
  path: string;
  /** train, val or test; `jls` has none. */
  split?: string;
  /** handwritten or typed, of the page's body (`jls`). */
  kind?: string;
  lines: TrueLine[];
}

interface Row extends TrueLine {
  page: string;
  image: string;
  split?: string;
  kind?: string;
}

/**
 * The pages of a set of the data folder with their lines in reading order. Throws `dataset.missing`
 * when the folder does not hold the set.
 */
export async function readPageSet(dataRoot: string, name: PageSetName, split?: string): Promise<TruePage[]> {
  const folder = join(dataRoot, 'pages', name);
  const text = await readFile(join(folder, 'lines.jsonl'), 'utf8').catch((cause) => {
    throw new AppError(
      'dataset.missing',
      `The handwriting data holds no set of pages "${name}". Set LONGHAND_DATA to its folder.`,
      { cause },
    );
  });
  const pages = new Map<string, TruePage>();
  for (const line of text.split('\n').filter(Boolean)) {
    const row: Row = JSON.parse(line);
    if (split !== undefined && row.split !== split) continue;
    const known = pages.get(row.page) ?? {
      page: row.page,
      path: join(folder, row.image),
      ...(row.split ? { split: row.split } : {}),
      ...(row.kind ? { kind: row.kind } : {}),
      lines: [],
    };
    pages.set(row.page, known);
    const { polygon, baseline, type } = row;
    known.lines.push({ text: row.text, polygon, baseline, ...(type ? { type } : {}) });
  }
  return [...pages.values()];
}
