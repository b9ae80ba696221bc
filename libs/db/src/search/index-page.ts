import { foldingVersion, type Reading } from '@longhand/core';
import { toDay } from '../plain-date.js';
import type { Session } from '../prisma.js';
import { pageMarkStart, tenantCode } from './lexemes.js';
import { searchBodyOf, labelsOf, pageMarksOf } from './search-row.js';

/** The columns of `word` that decide what it may say. */
export const readingColumns = {
  lineNumber: true,
  text: true,
  correctedText: true,
  confidence: true,
  alternatives: true,
} as const;

export interface SpeakingWord {
  lineNumber: number;
  text: string;
  correctedText: string | null;
  confidence: number;
  /** [{text, probability}] */
  alternatives: unknown;
}

/**
 * What a word may say: a person's word alone, or else the reading and its alternatives. A piece
 * that was corrected elsewhere says nothing.
 */
export function readingsOf({
  text,
  correctedText,
  confidence,
  alternatives,
}: Omit<SpeakingWord, 'lineNumber'>): Reading[] {
  if (correctedText !== null) return correctedText === '' ? [] : [{ text: correctedText, probability: 1 }];
  return [{ text, probability: confidence }, ...(alternatives as Reading[])];
}

/**
 * Writes a page's search row from its words, which are in reading order. Belongs into the
 * transaction that changes the words, and is best its last statement: the lexicon's counts of
 * common words are locked from here on.
 */
export async function indexPage(
  tx: Session,
  tenantId: string,
  pageId: string,
  words: readonly SpeakingWord[],
): Promise<void> {
  const page = await tx.page.findUniqueOrThrow({
    where: { id: pageId },
    select: {
      number: true,
      documentId: true,
      warnings: true,
      lines: {
        where: { script: { not: null }, OR: [{ deletion: null }, { deletion: 'once' }] },
        select: { script: true },
      },
      document: { select: { name: true, title: true, tags: true, recordDate: true } },
    },
  });
  const lines = words.map(({ lineNumber }) => lineNumber);
  const body = searchBodyOf(tenantId, words.map(readingsOf), lines);
  const scripts = [...new Set(page.lines.flatMap(({ script }) => script ?? []))];
  const labels = [labelsText(tenantId, page.document), pageMarksOf(tenantId, { warnings: page.warnings, scripts })];
  await tx.$executeRaw`
    INSERT INTO search_page (page_id, tenant_id, document_id, number, labels, body, folding)
    VALUES (${pageId}::uuid, ${tenantId}::uuid, ${page.documentId}::uuid, ${page.number},
      ${labels.join(' ')}::tsvector, ${body}::tsvector, ${foldingVersion})
    ON CONFLICT (page_id) DO UPDATE SET labels = excluded.labels, body = excluded.body, folding = excluded.folding
    WHERE (search_page.labels, search_page.body, search_page.folding) IS DISTINCT
      FROM (excluded.labels, excluded.body, excluded.folding)`;
}

interface DocumentRow {
  name: string;
  title: string;
  tags: string[];
  recordDate: Date | null;
}

const labelsText = (tenantId: string, { recordDate, ...document }: DocumentRow): string =>
  labelsOf(tenantId, { ...document, recordDate: recordDate ? toDay(recordDate) : undefined });

/**
 * Brings the search rows of a document up to date with its title, tags and date; what its pages
 * are marked with stays. Belongs into the transaction that changes them.
 */
export async function indexDocument(
  tx: Session,
  tenantId: string,
  documentId: string,
  row: DocumentRow,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE search_page SET labels = fresh.labels
    FROM (
      SELECT page_id, ${labelsText(tenantId, row)}::tsvector || array_to_tsvector(ARRAY(
        SELECT mark FROM unnest(tsvector_to_array(search_page.labels)) AS mark
        WHERE starts_with(mark, ${pageMarkStart(tenantCode(tenantId))}))) AS labels
      FROM search_page WHERE document_id = ${documentId}::uuid AND tenant_id = ${tenantId}::uuid
    ) AS fresh
    WHERE search_page.page_id = fresh.page_id AND search_page.tenant_id = ${tenantId}::uuid
      AND search_page.labels <> fresh.labels`;
}
