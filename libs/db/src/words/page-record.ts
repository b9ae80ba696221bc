import type { Alternative, Box, Marks, PageStatus, Point, QuarterTurn } from '@longhand/core';
import { groupBy } from '../group-by.js';
import type { Client, Prisma } from '../prisma.js';
import { type Problem, problemOf } from '../problem.js';
import { markableWord, pageText, plainText, shownText } from './page-text.js';

export interface WordRecord {
  id: string;
  /** What it says: a person's correction, or else the reading without "?" marks. */
  text: string;
  /** As `text`, with the wanted marks where nobody has corrected the word. */
  markedText: string;
  /**
   * Indices of the characters of `text` (in code points) that are uncertain; none in a corrected
   * word.
   */
  doubtfulLetters: number[];
  /** What the recogniser read, corrected or not. */
  reading: string;
  box: Box;
  confidence: number;
  uncertain: boolean;
  alternatives: Alternative[];
  correctedBy?: string;
  correctedAt?: Date;
  /**
   * Under double keying: typed by one person, typed differently by several, or typed alike by two.
   */
  keying?: 'once' | 'disputed' | 'verified';
}

export interface LineRecord {
  /** From 0, top down. */
  number: number;
  box: Box;
  baseline: [Point, Point];
  /** ISO 15924 code of a script that no reader knows; such a line has no words. */
  script?: string;
  words: WordRecord[];
}

export interface PageRecord {
  id: string;
  documentId: string;
  number: number;
  status: PageStatus;
  widthPx?: number;
  heightPx?: number;
  skewDegrees?: number;
  /** How the page was turned, clockwise, on top of what its file says. */
  rotationDegrees: 0 | QuarterTurn;
  /** Codes of what people should know of the picture. */
  warnings: string[];
  confidence?: number;
  modelVersion?: string;
  text?: string;
  error?: Problem;
  lines: LineRecord[];
}

type WordColumns = Prisma.WordGetPayload<object>;

export function wordRecordOf(row: WordColumns, marks: Marks = 'words'): WordRecord {
  return {
    id: row.id,
    text: plainText(row),
    markedText: shownText(row, marks),
    doubtfulLetters: markableWord(row).doubtfulLetters,
    reading: row.text,
    box: boxOf(row),
    confidence: row.confidence,
    uncertain: row.uncertain,
    alternatives: row.alternatives as unknown as Alternative[],
    ...(row.correctedBy !== null && { correctedBy: row.correctedBy }),
    ...(row.correctedAt !== null && { correctedAt: row.correctedAt }),
    ...keyingOf(row),
  };
}

function keyingOf({ keying, keyedBy }: Pick<WordColumns, 'keying' | 'keyedBy'>): Pick<WordRecord, 'keying'> {
  if (keying === 'once' || keying === 'disputed') return { keying };
  return keyedBy.length > 1 ? { keying: 'verified' } : {};
}

/**
 * One page with its lines and words, its texts with the wanted marks; undefined when there is none
 * of this number.
 */
export async function getPage(
  client: Client,
  {
    tenantId,
    documentId,
    number,
    marks = 'words',
  }: { tenantId: string; documentId: string; number: number; marks?: Marks },
): Promise<PageRecord | undefined> {
  const row = await client.page.findFirst({
    where: { tenantId, documentId, number },
    include: {
      lines: { orderBy: { number: 'asc' } },
      // Pieces of a word that a person corrected elsewhere are no words.
      words: {
        where: { OR: [{ correctedText: null }, { correctedText: { not: '' } }] },
        orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }],
      },
    },
  });
  if (!row) return undefined;
  const words = groupBy(row.words, (word) => word.lineNumber);
  return {
    id: row.id,
    documentId: row.documentId,
    number: row.number,
    status: row.status as PageStatus,
    ...(row.widthPx !== null && { widthPx: row.widthPx }),
    ...(row.heightPx !== null && { heightPx: row.heightPx }),
    ...(row.skewDegrees !== null && { skewDegrees: row.skewDegrees }),
    rotationDegrees: row.rotationDegrees as 0 | QuarterTurn,
    warnings: row.warnings,
    ...(row.confidence !== null && { confidence: row.confidence }),
    ...(row.modelVersion !== null && { modelVersion: row.modelVersion }),
    ...(row.text !== null && { text: pageText(row.words, row.lines.length, marks) }),
    ...problemOf(row),
    lines: row.lines.map((line) => ({
      number: line.number,
      box: boxOf(line),
      baseline: (line.baseline as [number, number][]).map(([x, y]) => ({ x, y })) as [Point, Point],
      ...(line.script !== null && { script: line.script }),
      words: (words.get(line.number) ?? []).map((word) => wordRecordOf(word, marks)),
    })),
  };
}

/** What a picture of a page needs to know. */
export interface PageSize {
  status: PageStatus;
  widthPx?: number;
  heightPx?: number;
}

/**
 * Status and size of a page without its words; undefined when there is no such page. A list of hits
 * asks for it once a picture.
 */
export async function getPageSize(
  client: Client,
  tenantId: string,
  documentId: string,
  number: number,
): Promise<PageSize | undefined> {
  const row = await client.page.findFirst({
    where: { tenantId, documentId, number },
    select: { status: true, widthPx: true, heightPx: true },
  });
  if (!row) return undefined;
  return {
    status: row.status as PageStatus,
    ...(row.widthPx !== null && { widthPx: row.widthPx }),
    ...(row.heightPx !== null && { heightPx: row.heightPx }),
  };
}

function boxOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}
