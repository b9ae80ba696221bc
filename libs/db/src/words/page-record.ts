import type { Alternative, Box, Marks, PageStatus, Point, QuarterTurn } from '@longhand/core';
import { groupBy } from '../group-by.js';
import type { Client, Prisma, Session } from '../prisma.js';
import { type Problem, problemOf } from '../problem.js';
import { boxOf, type DeletedPlace, deletedPlacesOf } from './deleted-places.js';
import { lineIdOf } from './named-id.js';
import { isShownLine, markableWord, pageText, plainText, shownText } from './page-text.js';

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
  /** Stays while the line stays in its place. */
  id: string;
  /** From 0, in reading order; a deleted line leaves a gap. */
  number: number;
  box: Box;
  baseline: [Point, Point];
  /** ISO 15924 code of a script that no reader knows; such a line has no words. */
  script?: string;
  /** Who added the line, which the reader had missed. */
  addedBy?: string;
  /** Under double keying: one person has deleted the line, and another has to do so too. */
  deletion?: 'once';
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
  /** Lines and words that people deleted because nobody wrote there. */
  deleted: DeletedPlace[];
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
  client: Client | Session,
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
      words: { orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }] },
      added: true,
      corrections: { where: { text: '', undoneAt: null } },
    },
  });
  if (!row) return undefined;
  // Pieces of a word that a person corrected elsewhere are no words.
  const shown = row.words.filter(({ correctedText }) => correctedText !== '');
  const words = groupBy(shown, (word) => word.lineNumber);
  const addedBy = new Map(row.added.map(({ id, actor }) => [id, actor]));
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
    ...(row.text !== null && { text: pageText(row.words, row.lines, marks) }),
    ...problemOf(row),
    lines: row.lines.filter(isShownLine).map((line) => ({
      id: lineIdOf(row.id, line),
      number: line.number,
      box: boxOf(line),
      baseline: (line.baseline as [number, number][]).map(([x, y]) => ({ x, y })) as [Point, Point],
      ...(line.script !== null && { script: line.script }),
      ...(line.addedId !== null && { addedBy: addedBy.get(line.addedId) }),
      ...(line.deletion === 'once' && { deletion: line.deletion }),
      words: (words.get(line.number) ?? []).map((word) => wordRecordOf(word, marks)),
    })),
    deleted: deletedPlacesOf(row),
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
