import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { AppError, type GrayImage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { cutLine } from './cut-line.js';
import type { GroundTruthLine, GroundTruthPage, PolygonPoint } from './ground-truth-page.js';
import { readAlto } from './read-alto.js';
import { readPageXml } from './read-page-xml.js';
import { parseXml } from './xml-element.js';

/** A picture of one line, its text, and the page it comes from. */
export interface CutLine {
  /** Grey, 0 = black. */
  readonly strip: GrayImage;
  readonly text: string;
  readonly page: string;
}

export interface GroundTruth {
  readonly lines: readonly CutLine[];
  /**
   * What was taken, by the folder that the files lie in: transcription tools export one document or
   * one hand to a folder.
   */
  readonly taken: ReadonlyMap<string, { pages: number; lines: number }>;
  /** Why files or lines were left out, and how many. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

export type LeftOut =
  | 'files that are not PAGE-XML or ALTO'
  | 'pages without their picture'
  | 'pages whose picture has another shape'
  | 'lines without text'
  | 'lines with unreadable or struck-out words'
  | 'lines without an outline'
  | 'lines that could not be cut';

const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };
const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.bmp', '.webp']);
/**
 * Marks of transcribers: struck out, unreadable, guessed. What stands there is not what the ink
 * says.
 */
const DOUBTFUL = /[<>⟦⟧]|\[\?*\]|\[\[|\[\.\.\.\]/u;
/**
 * Both sides of the picture may differ from the file's by this ratio before the shapes count as
 * different.
 */
const MAX_SHAPE_ERROR = 0.02;

/**
 * Whether a folder holds transcribed pages: an XML file, and no `lines.jsonl`, which says more.
 */
export async function holdsGroundTruth(folder: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  return names.some((name) => isXml(name)) && !names.includes('lines.jsonl');
}

/**
 * The lines of a folder of PAGE-XML or ALTO files with their pictures, as eScriptorium and
 * Transkribus export them; folders inside are read too. A picture has the name that the file gives,
 * or the file's own name with another ending.
 * @throws AppError `training.data_invalid` when no line can be taken
 */
export async function readGroundTruth(folder: string): Promise<GroundTruth> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pictures = picturesOf(files);
  const lines: CutLine[] = [];
  const taken = new Map<string, { pages: number; lines: number }>();
  const leftOut = new Map<LeftOut, number>();
  const leave = (why: LeftOut, count = 1) => leftOut.set(why, (leftOut.get(why) ?? 0) + count);
  for (const file of files.filter(isXml).sort()) {
    const page = parsePage(await readFile(file, 'utf8'));
    if (!page) {
      leave('files that are not PAGE-XML or ALTO');
      continue;
    }
    const picture = pictureOf(file, page, pictures);
    if (!picture) {
      leave('pages without their picture');
      continue;
    }
    const { gray } = await decodePage(picture, 1, LIMITS);
    const cut = cutPage(gray, page, leave);
    if (!cut) continue;
    const name = relative(folder, file);
    lines.push(...cut.map((line) => ({ ...line, page: name })));
    const group = dirname(name);
    const sum = taken.get(group) ?? { pages: 0, lines: 0 };
    taken.set(group, { pages: sum.pages + 1, lines: sum.lines + cut.length });
  }
  if (lines.length === 0)
    throw new AppError(
      'training.data_invalid',
      'No line could be taken from this folder. Export the pages as PAGE-XML or ALTO together with their pictures.',
    );
  return { lines, taken, leftOut };
}

/** A transcribed page with its picture, everything in the picture's pixels. */
export interface PageOfGroundTruth {
  /** Path of the picture. */
  readonly path: string;
  readonly gray: GrayImage;
  /** All lines, whatever their text says. */
  readonly lines: readonly GroundTruthLine[];
}

/**
 * The pages of such a folder one after another, for what learns where lines stand and not what they
 * say. Files without their picture, or whose picture has another shape, are passed over.
 */
export async function* readGroundTruthPages(folder: string): AsyncGenerator<PageOfGroundTruth> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pictures = picturesOf(files);
  for (const file of files.filter(isXml).sort()) {
    const page = parsePage(await readFile(file, 'utf8'));
    const path = page && pictureOf(file, page, pictures);
    if (!path) continue;
    const { gray } = await decodePage(path, 1, LIMITS);
    const scaled = scaleTo(gray, page);
    if (scaled)
      yield {
        path,
        gray,
        lines: page.lines.map(({ text, polygon, baseline }) => ({
          text,
          polygon: scaled(polygon),
          baseline: scaled(baseline),
        })),
      };
  }
}

function parsePage(text: string): GroundTruthPage | undefined {
  try {
    const root = parseXml(text);
    return readPageXml(root) ?? readAlto(root);
  } catch {
    return undefined; // counted as left out
  }
}

/**
 * From the coordinates of the file to pixels of the picture; undefined where their shapes differ.
 */
function scaleTo(
  gray: GrayImage,
  { widthPx, heightPx }: GroundTruthPage,
): ((points: readonly PolygonPoint[]) => PolygonPoint[]) | undefined {
  const scaleX = widthPx > 0 ? gray.width / widthPx : 1;
  const scaleY = heightPx > 0 ? gray.height / heightPx : 1;
  if (Math.abs(scaleX / scaleY - 1) > MAX_SHAPE_ERROR) return undefined;
  return (points) => points.map(([x, y]) => [x * scaleX, y * scaleY]);
}

function cutPage(
  gray: GrayImage,
  page: GroundTruthPage,
  leave: (why: LeftOut) => void,
): Omit<CutLine, 'page'>[] | undefined {
  const scaled = scaleTo(gray, page);
  if (!scaled) {
    leave('pages whose picture has another shape');
    return undefined;
  }
  return page.lines.flatMap(({ text, polygon, baseline }) => {
    const why = reasonToLeave(text, polygon);
    const strip = why ? undefined : cutLine(gray, scaled(polygon), scaled(baseline));
    if (strip) return [{ strip, text }];
    leave(why ?? 'lines that could not be cut');
    return [];
  });
}

function reasonToLeave(text: string, polygon: readonly PolygonPoint[]): LeftOut | undefined {
  if (text === '') return 'lines without text';
  if (DOUBTFUL.test(text)) return 'lines with unreadable or struck-out words';
  return polygon.length < 3 ? 'lines without an outline' : undefined;
}

function picturesOf(files: readonly string[]): Map<string, string[]> {
  const pictures = new Map<string, string[]>();
  for (const file of files) {
    if (!PICTURES.has(extname(file).toLowerCase())) continue;
    for (const name of [basename(file), stemOf(file)]) pictures.set(name, [...(pictures.get(name) ?? []), file]);
  }
  return pictures;
}

/** The picture in the folder nearest to the file, by the name that it gives or by its own. */
function pictureOf(file: string, { image }: GroundTruthPage, pictures: Map<string, string[]>): string | undefined {
  const named = image === undefined ? [] : [basename(image.replaceAll('\\', '/')), stemOf(image)];
  const found = [...named, stemOf(file)].map((name) => pictures.get(name)).find((paths) => paths !== undefined);
  const distance = (path: string): number => relative(dirname(file), dirname(path)).length;
  return found?.toSorted((a, b) => distance(a) - distance(b))[0];
}

const isXml = (name: string): boolean => extname(name).toLowerCase() === '.xml';
const stemOf = (path: string): string => basename(path, extname(path));
