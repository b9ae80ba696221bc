import { open, stat } from 'node:fs/promises';
import { refusal } from '../refusals.js';
import { type TiffDirectory, TiffReader } from './tiff-reader.js';
import { colours, tag } from './tiff-tags.js';

export interface TiffList {
  /** The directories that are pages, in order. */
  pages: TiffDirectory[];
  /** The chain of directories ends outside the file, or in a circle: pages may be missing. */
  isCutOff: boolean;
}

/** Bits of NewSubfileType. */
const thumbnail = 1;
const mask = 4;
/**
 * A chain is followed so far; there is a limit of pages as well, and half of the directories may be
 * thumbnails.
 */
const maxDirectories = 20_000;

// One for each thread: the pages of a document come one after the other, and walking to the last of
// 800 takes 800 reads.
let kept: { key: string; list: TiffList } | undefined;

/**
 * The pages of a TIFF. Thumbnails and transparency masks are none, as long as there is anything
 * else.
 * @throws PermanentFailure image.truncated, tiff.camera_raw
 */
export async function listTiff(path: string): Promise<TiffList> {
  const { size, mtimeMs, ino } = await stat(path);
  const key = `${path} ${ino} ${size} ${mtimeMs}`;
  if (kept?.key === key) return kept.list;
  const list = await readList(path);
  kept = { key, list };
  return list;
}

async function readList(path: string): Promise<TiffList> {
  const file = await open(path, 'r');
  try {
    const reader = await TiffReader.open(file);
    const directories: TiffDirectory[] = [];
    const seen = new Set<number>();
    let at = reader.first;
    while (at !== 0 && !seen.has(at) && directories.length < maxDirectories) {
      seen.add(at);
      const directory = await reader.directory(at);
      if (!directory) break;
      directories.push(directory);
      at = directory.next;
    }
    if (directories.length === 0) throw refusal(at >= reader.sizeBytes ? 'image.truncated' : 'image.unreadable');
    const kinds = await Promise.all(directories.map((directory) => kindOf(reader, directory)));
    const whole = directories.filter((_, i) => kinds[i] === 'page');
    const isRaw = whole.length === 0 && directories.some(({ entries }) => entries.has(tag.dngVersion));
    if (isRaw) throw refusal('tiff.camera_raw');
    return { pages: whole.length > 0 ? whole : directories, isCutOff: at !== 0 };
  } finally {
    await file.close();
  }
}

async function kindOf(reader: TiffReader, { entries }: TiffDirectory): Promise<'page' | 'other'> {
  const [subfile = 0] = await reader.numbers(entries.get(tag.subfile));
  const [photometric] = await reader.numbers(entries.get(tag.photometric));
  return (subfile & (thumbnail | mask)) !== 0 || photometric === colours.mask ? 'other' : 'page';
}
