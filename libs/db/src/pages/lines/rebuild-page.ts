import { type Alternative, type Box, overlapOfBoxes } from '@longhand/core';
import { lockDocumentOfPage } from '../../document-status.js';
import type { Session } from '../../prisma.js';
import { requireNotHeld } from '../../require-not-held.js';
import { indexPage } from '../../search/index-page.js';
import { insertPageRows } from '../insert-page-rows.js';
import type { LineRow, WordRow } from '../page-rows.js';
import { updatePageText } from '../update-page-text.js';
import { arrangeLines } from './arrange-lines.js';
import { type PeoplesLines, peoplesLinesOf } from './peoples-lines.js';
import { settleWords } from './settle-words.js';

export interface PageKey {
  tenantId: string;
  documentId: string;
  number: number;
}

/** A page that a person is about to change, its document locked and not under legal hold. */
export interface OpenPage {
  id: string;
  tenantId: string;
  documentId: string;
  widthPx: number | null;
  heightPx: number | null;
  people: PeoplesLines;
}

/**
 * Opens a page for a change; undefined when there is none.
 * @throws AppError document.held
 */
export async function openPage(tx: Session, { tenantId, documentId, number }: PageKey): Promise<OpenPage | undefined> {
  const page = await tx.page.findFirst({
    where: { tenantId, documentId, number },
    select: { id: true, widthPx: true, heightPx: true },
  });
  if (!page || !(await lockDocumentOfPage(tx, tenantId, page.id))) return undefined;
  await requireNotHeld(tx, documentId);
  return { ...page, tenantId, documentId, people: await peoplesLinesOf(tx, tenantId, page.id) };
}

/** The rows of a page as they stand, with the words' corrections, in reading order. */
export async function currentRows(tx: Session, pageId: string): Promise<{ lines: LineRow[]; words: WordRow[] }> {
  const lines = await tx.line.findMany({ where: { pageId }, orderBy: { number: 'asc' } });
  const words = await tx.word.findMany({ where: { pageId }, orderBy: [{ lineNumber: 'asc' }, { number: 'asc' }] });
  return {
    lines: lines.map(({ tenantId: _, pageId: __, baseline, ...line }) => ({
      ...line,
      baseline: baseline as LineRow['baseline'],
    })),
    words: words.map(({ tenantId: _, pageId: __, alternatives, ...word }) => ({
      ...word,
      alternatives: alternatives as unknown as Alternative[],
    })),
  };
}

/**
 * Brings a page's rows, text and search row up to date with what people have said of its lines, as
 * another reading with the same result would.
 * @param touched where something changed; words elsewhere keep what they say. Undefined: nowhere.
 */
export async function rebuildPage(
  tx: Session,
  { id: pageId, tenantId }: Pick<OpenPage, 'id' | 'tenantId'>,
  touched?: Box,
): Promise<void> {
  const { lines, words } = await currentRows(tx, pageId);
  const readLines = lines.filter(({ addedId }) => !addedId);
  const isRead = new Set(readLines.map(({ number }) => number));
  const readWords = words.filter(({ lineNumber }) => isRead.has(lineNumber)).map(uncorrected);
  const arranged = arrangeLines({ lines: readLines, words: readWords }, await peoplesLinesOf(tx, tenantId, pageId));
  const before = new Map(words.map((word) => [word.id, word]));
  const settled = (await settleWords(tx, tenantId, pageId, arranged)).map((word) => {
    const same = before.get(word.id);
    const isTouched = arranged.hidden.has(word.id) || (touched !== undefined && overlapOfBoxes(word, touched) > 0);
    return same && !isTouched ? { ...same, lineNumber: word.lineNumber, number: word.number } : word;
  });
  await tx.word.deleteMany({ where: { tenantId, pageId } });
  await tx.line.deleteMany({ where: { tenantId, pageId } });
  await insertPageRows(tx, tenantId, pageId, { lines: arranged.lines, words: settled });
  await updatePageText(tx, pageId, settled);
  await indexPage(tx, tenantId, pageId, settled);
}

const uncorrected = (word: WordRow): WordRow => ({
  ...word,
  correctedText: null,
  correctedBy: null,
  correctedAt: null,
  keying: null,
  keyedBy: [],
});
