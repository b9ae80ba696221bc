import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type GrayImage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { cropToInk, cutPolygon } from './cut-strips.js';
import { foldText } from './fold-text.js';
import { isRunningText } from './running-text.js';
import { readTar } from './read-tar.js';

/** The sets that temperature, calibration and threshold are fitted on. */
export const LINE_SETS = ['copiste', 'hooker', 'dhsd'] as const;
/**
 * The sets of lines/oldhands that have a validation part: French hands of 1830 to 1990, and
 * typewriters (tapus).
 */
export const OLD_HAND_SETS = ['poilus', 'mss19', 'peraire', 'repertoires', 'timeus', 'tapus'] as const;
export type LineSetName = (typeof LINE_SETS)[number] | OldHandSetName;
export type OldHandSetName = (typeof OLD_HAND_SETS)[number];
export type LineSplit = 'train' | 'val' | 'test';

/** A picture of one line and what stands in it. */
export interface LineSample {
  strip: GrayImage;
  /** Folded to the asked alphabet. */
  text: string;
  /** The page it comes from, or its own name: lines of one page are searched together. */
  page: string;
}

interface Row {
  image: string;
  text: string;
  split: LineSplit;
  page?: string;
  polygon?: [number, number][];
}

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const [HEIGHT, MIN_WIDTH, MAX_WIDTH] = [40, 24, 1200];

/**
 * The lines of one set and split of the data folder, cut and folded as in training
 * (prepare_lines.py). Throws `dataset.missing` when the folder does not hold the set.
 *
 * @param alphabet what the reader can read; the texts are folded to it.
 */
export async function readLineSet(
  dataRoot: string,
  name: LineSetName,
  split: LineSplit,
  alphabet: string,
): Promise<LineSample[]> {
  const samples =
    name === 'copiste'
      ? await readPages(join(dataRoot, 'pages', name), split)
      : await readArchive(archiveFolder(dataRoot, name), name, split);
  return fitting(samples, alphabet);
}

function fitting(samples: readonly LineSample[], alphabet: string): LineSample[] {
  const folded = samples.map((sample) => ({ ...sample, text: foldText(sample.text, alphabet) }));
  return folded.filter(({ text, strip }) => {
    const width = Math.round((strip.width * HEIGHT) / strip.height);
    return text !== '' && width >= MIN_WIDTH && width <= MAX_WIDTH;
  });
}

/** The texts alone, as they were transcribed. */
export async function readLineTexts(dataRoot: string, name: LineSetName, split: LineSplit): Promise<string[]> {
  const path =
    name === 'copiste'
      ? join(dataRoot, 'pages', name, 'lines.jsonl')
      : join(archiveFolder(dataRoot, name), `${name}.jsonl`);
  const rows = await readRows(path);
  return rows.filter((row) => row.split === split && isRunningText(row.text)).map(({ text }) => text);
}

async function readPages(folder: string, split: LineSplit): Promise<LineSample[]> {
  const pages = new Map<string, Row[]>();
  for (const row of await readRows(join(folder, 'lines.jsonl'))) {
    if (row.split !== split || !isRunningText(row.text)) continue;
    pages.set(row.image, [...(pages.get(row.image) ?? []), row]);
  }
  const samples: LineSample[] = [];
  for (const [image, rows] of pages) {
    const { gray } = await decodePage(join(folder, image), 1, LIMITS);
    for (const { text, polygon } of rows) samples.push({ strip: cutPolygon(gray, polygon!), text, page: image });
  }
  return samples;
}

const archiveFolder = (dataRoot: string, name: LineSetName): string =>
  join(dataRoot, 'lines', OLD_HAND_SETS.some((own) => own === name) ? 'oldhands' : name);

async function readArchive(folder: string, name: string, split: LineSplit): Promise<LineSample[]> {
  const rows = await readRows(join(folder, `${name}.jsonl`));
  const wanted = new Map(rows.filter((row) => row.split === split).map((row) => [lastPart(row.image), row]));
  const samples: LineSample[] = [];
  const scratch = await mkdtemp(join(tmpdir(), 'longhand-lines-'));
  try {
    for (const member of readTar(await readFile(join(folder, `${name}.tar`)))) {
      const row = wanted.get(lastPart(member.name));
      if (!row) continue;
      const path = join(scratch, 'image');
      await writeFile(path, member.content);
      const { gray } = await decodePage(path, 1, LIMITS);
      const strip = name === 'dhsd' ? cropToInk(gray) : gray;
      samples.push({ strip, text: row.text, page: row.page ?? row.image });
    }
  } finally {
    await rm(scratch, { recursive: true });
  }
  return samples;
}

async function readRows(path: string): Promise<Row[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new AppError(
      'dataset.missing',
      'The handwriting data holds no such set of lines. Set LONGHAND_DATA to its folder.',
      { cause },
    );
  });
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
