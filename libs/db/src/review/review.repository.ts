import { groupBy } from '../group-by.js';
import { type WordView, wordViewOf } from '../pages/page-view.js';
import { shownText } from '../pages/page-text.js';
import { toDay } from '../plain-date.js';
import type { Client, Prisma } from '../prisma.js';
import { rankOfRisk, type ReviewRisk, reviewRisk } from './review-risk.js';

export interface ReviewItem {
  documentId: string;
  title: string;
  recordDate?: string;
  page: number;
  risk: ReviewRisk;
  /** The line that the word stands in. */
  lineText: string;
  word: WordView;
}

export interface ReviewRepository {
  /** Uncertain words that nobody has looked at: the riskiest kind first, then the least certain. */
  list(
    tenantId: string,
    options: { documentId?: string; limit: number },
  ): Promise<{ items: ReviewItem[]; more: boolean }>;
}

/** Out of so many of the least certain words the riskiest are chosen: an archive may hold millions of uncertain ones. */
const CANDIDATES = 1000;

const place = { page: { select: { number: true, document: { select: { id: true, title: true, recordDate: true } } } } };
type Candidate = Prisma.WordGetPayload<{ include: typeof place }>;

export function reviewRepository(client: Client): ReviewRepository {
  return {
    async list(tenantId, { documentId, limit }) {
      const candidates = await client.word.findMany({
        where: {
          tenantId,
          uncertain: true,
          correctedAt: null,
          correctedText: null,
          ...(documentId && { page: { documentId } }),
        },
        orderBy: { confidence: 'asc' },
        take: CANDIDATES,
        include: place,
      });
      const lines = await linesOf(client, candidates);
      const ranked = candidates
        .map((row) => ({ row, line: lines.get(lineKey(row)) ?? [] }))
        .map(({ row, line }) => ({ row, line, risk: reviewRisk(row.text, textBefore(row, line)) }))
        .sort((a, b) => rankOfRisk(a.risk) - rankOfRisk(b.risk) || a.row.confidence - b.row.confidence);
      return {
        items: ranked.slice(0, limit).map(({ row, line, risk }) => itemOf(row, line, risk)),
        more: ranked.length > limit,
      };
    },
  };
}

type LineWord = Pick<Candidate, 'pageId' | 'lineNumber' | 'number' | 'text' | 'markedText' | 'correctedText'>;

const lineKey = ({ pageId, lineNumber }: Pick<LineWord, 'pageId' | 'lineNumber'>) => `${pageId} ${lineNumber}`;

async function linesOf(client: Client, candidates: readonly Candidate[]): Promise<Map<string, LineWord[]>> {
  const pageIds = [...new Set(candidates.map(({ pageId }) => pageId))];
  const words = await client.word.findMany({
    where: { pageId: { in: pageIds } },
    orderBy: { number: 'asc' },
    select: { pageId: true, lineNumber: true, number: true, text: true, markedText: true, correctedText: true },
  });
  return groupBy(words, lineKey);
}

const textBefore = ({ number }: Candidate, line: readonly LineWord[]): string =>
  line.findLast((word) => word.number < number)?.text ?? '';

function itemOf(row: Candidate, line: readonly LineWord[], risk: ReviewRisk): ReviewItem {
  const { id, title, recordDate } = row.page.document;
  return {
    documentId: id,
    title,
    ...(recordDate && { recordDate: toDay(recordDate) }),
    page: row.page.number,
    risk,
    lineText: line.map(shownText).filter(Boolean).join(' '),
    word: wordViewOf(row),
  };
}
