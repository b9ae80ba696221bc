import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { cropToInk } from '../lines/cut-strips.js';
import type { LabelledLine } from './labelled-line.js';

export interface LineFolderOptions {
  /** Only rows of `lines.jsonl` in which these fields have these values. */
  readonly where?: Readonly<Record<string, string>>;
  /** Cuts each picture to its ink first: for small words in large frames. */
  readonly crop?: boolean;
}

interface Row extends Readonly<Record<string, unknown>> {
  readonly image: string;
  readonly text: string;
  readonly page?: string | undefined;
}

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.bmp', '.webp']);

/**
 * Lines from a folder: either `lines.jsonl` with an object a line (`image` relative to the folder,
 * `text`, and where known `page`), or pictures with their text beside them (`a.png`, `a.txt`).
 * Throws `training.data_invalid` when the folder is neither or a text is missing.
 */
export async function readLineFolder(folder: string, options: LineFolderOptions = {}): Promise<LabelledLine[]> {
  const rows = (await readRows(folder)) ?? (await readPairs(folder));
  const wanted = Object.entries(options.where ?? {});
  const chosen = rows.filter((row) => wanted.every(([field, value]) => `${row[field]}` === value));
  if (chosen.length === 0) throw invalid('it holds no pictures of lines with their texts');
  const lines: LabelledLine[] = [];
  for (const { image, text, page } of chosen) {
    const path = join(folder, image);
    if (!(await stat(path).catch(() => undefined))) throw invalid(`there is no picture ${image}`);
    const { gray } = await decodePage(path, 1, LIMITS);
    lines.push({ strip: options.crop ? cropToInk(gray) : gray, text, page });
  }
  return lines;
}

async function readRows(folder: string): Promise<Row[] | undefined> {
  const text = await readFile(join(folder, 'lines.jsonl'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text?.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [parseRow(line, i + 1)]));
}

function parseRow(line: string, number: number): Row {
  const refused = (cause?: unknown) =>
    invalid(`row ${number} of lines.jsonl is not {"image": ..., "text": ...}`, cause);
  let row: Partial<Row> | null;
  try {
    row = JSON.parse(line);
  } catch (cause) {
    throw refused(cause);
  }
  if (typeof row?.image !== 'string' || typeof row.text !== 'string') throw refused();
  return { ...row, image: row.image, text: row.text, page: row.page === undefined ? undefined : `${row.page}` };
}

async function readPairs(folder: string): Promise<Row[]> {
  const names = (
    await readdir(folder).catch((cause) => {
      throw invalid('it cannot be opened', cause);
    })
  ).sort();
  const pictures = names.filter((name) => PICTURES.has(extname(name).toLowerCase()));
  return Promise.all(
    pictures.map(async (image) => {
      const beside = `${image.slice(0, -extname(image).length)}.txt`;
      const text = await readFile(join(folder, beside), 'utf8').catch((cause) => {
        throw invalid(`${image} has no text file ${beside} beside it`, cause);
      });
      return { image, text: text.split(/\s+/).filter(Boolean).join(' ') };
    }),
  );
}

const invalid = (what: string, cause?: unknown): AppError =>
  new AppError('training.data_invalid', `The folder of lines is not usable: ${what}.`, { cause });
