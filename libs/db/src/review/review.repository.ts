import { groupBy } from '../group-by.js';
import { type WordRecord, wordRecordOf } from '../words/page-record.js';
import { shownText } from '../words/page-text.js';
import { toDay } from '../plain-date.js';
import type { Client, Prisma } from '../prisma.js';
import { keyingsAt, openKeyings, type PlacedKeying } from './keyings.js';
import { rankOfRisk, type ReviewRisk, reviewRisk } from './review-risk.js';
import { getReviewSettings, type ReviewSettings, setReviewSettings } from './review-settings.js';

export interface ReviewItem {
  documentId: string;
  title: string;
  recordDate?: string;
  page: number;
  risk: ReviewRisk;
  /** The line that contains the word. */
  lineText: string;
  word: WordRecord;
  /** The different texts that people typed, oldest first. */
  keyedTexts?: string[];
}

export interface ReviewOptions {
  documentId?: string;
  limit: number;
  /** With double keying, a person does not see the words that they have already typed. */
  actor: string;
}

export interface ReviewRepository {
  /**
   * Words that people typed differently, then uncertain words that nobody has reviewed and words
   * that wait for a second person: the riskiest kind first, then the least certain.
   */
  list(tenantId: string, options: ReviewOptions): Promise<{ items: ReviewItem[]; more: boolean }>;
  settings(tenantId: string): Promise<ReviewSettings>;
  setSettings(tenantId: string, settings: ReviewSettings): Promise<void>;
}

const digits = Array.from('0123456789', (digit) => ({ text: { contains: digit } }));

/**
 * The riskiest words are chosen from this many of the least certain words and numbers: an archive
 * may have millions of uncertain ones.
 */
const CANDIDATES = 1000;

const place = { page: { select: { number: true, document: { select: { id: true, title: true, recordDate: true } } } } };
type Candidate = Prisma.WordGetPayload<{ include: typeof place }>;

export function reviewRepository(client: Client): ReviewRepository {
  return {
    async list(tenantId, { limit, ...wanted }) {
      const candidates = await candidatesOf(client, tenantId, wanted);
      const before = await textsBefore(client, candidates);
      const ranked = candidates
        .map((row) => ({ row, risk: reviewRisk(row.text, before.get(row.id) ?? '') }))
        .sort(
          (a, b) =>
            Number(isDisputed(b.row)) - Number(isDisputed(a.row)) ||
            rankOfRisk(a.risk) - rankOfRisk(b.risk) ||
            a.row.confidence - b.row.confidence,
        )
        .slice(0, limit);
      const lines = await linesOf(
        client,
        ranked.map(({ row }) => row),
      );
      const disputed = ranked.filter(({ row }) => isDisputed(row)).map(({ row }) => row.pageId);
      const keyings = disputed.length > 0 ? await openKeyings(client, [...new Set(disputed)]) : new Map();
      return {
        items: ranked.map(({ row, risk }) => itemOf(row, lines.get(lineKey(row)) ?? [], risk, keyings.get(row.pageId))),
        more: candidates.length > limit,
      };
    },
    settings: (tenantId) => getReviewSettings(client, tenantId),
    setSettings: (tenantId, settings) => setReviewSettings(client, tenantId, settings),
  };
}

const isDisputed = ({ keying }: Pick<Candidate, 'keying'>): boolean => keying === 'disputed';

async function candidatesOf(
  client: Client,
  tenantId: string,
  { documentId, actor }: Pick<ReviewOptions, 'documentId' | 'actor'>,
): Promise<Candidate[]> {
  const { doubleKeying } = await getReviewSettings(client, tenantId);
  const unseen = { keying: null, uncertain: true, correctedAt: null, correctedText: null };
  const find = (where: Prisma.WordWhereInput) =>
    client.word.findMany({
      where: { tenantId, ...where, ...(documentId && { page: { documentId } }) },
      orderBy: { confidence: 'asc' },
      take: CANDIDATES,
      include: place,
    });
  return [
    ...(await find({ keying: { not: null }, ...(doubleKeying && { NOT: { keyedBy: { has: actor } } }) })),
    // Numbers by themselves: one that is marked for its form may be surer than many a word.
    ...(await find({ ...unseen, OR: digits })),
    ...(await find({ ...unseen, NOT: { OR: digits } })),
  ];
}

type LineWord = Pick<
  Candidate,
  'pageId' | 'lineNumber' | 'number' | 'text' | 'markedText' | 'uncertain' | 'correctedText'
>;

const lineKey = ({ pageId, lineNumber }: Pick<LineWord, 'pageId' | 'lineNumber'>) => `${pageId} ${lineNumber}`;

/**
 * The lines that some words stand in. Their pages have hundreds of words more, which nobody asked
 * for.
 */
async function linesOf(client: Client, rows: readonly Candidate[]): Promise<Map<string, LineWord[]>> {
  const words = await client.$queryRaw<LineWord[]>`
    SELECT page_id AS "pageId", line_number AS "lineNumber", number, text, marked_text AS "markedText", uncertain,
      corrected_text AS "correctedText"
    FROM word WHERE (page_id, line_number) IN (
      SELECT * FROM unnest(${rows.map(({ pageId }) => pageId)}::uuid[],
        ${rows.map(({ lineNumber }) => lineNumber)}::int[])
    ) ORDER BY number`;
  return groupBy(words, lineKey);
}

/**
 * What the word before each of some words was read as, by the word's id; none for the first of a
 * line.
 */
async function textsBefore(client: Client, rows: readonly Candidate[]): Promise<Map<string, string>> {
  const before = await client.$queryRaw<{ id: string; text: string }[]>`
    SELECT id, before.text FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ pageId }) => pageId)}::uuid[],
      ${rows.map(({ lineNumber }) => lineNumber)}::int[], ${rows.map(({ number }) => number)}::int[]) AS own(id,
        page_id, line_number, number),
      LATERAL (
        SELECT text FROM word WHERE word.page_id = own.page_id AND word.line_number = own.line_number
          AND word.number < own.number
        ORDER BY word.number DESC LIMIT 1
      ) AS before`;
  return new Map(before.map(({ id, text }) => [id, text]));
}

function itemOf(
  row: Candidate,
  line: readonly LineWord[],
  risk: ReviewRisk,
  keyings: readonly PlacedKeying[] = [],
): ReviewItem {
  const keyedTexts = isDisputed(row) ? keyingsAt(keyings, row).map(({ text }) => text) : [];
  const { id, title, recordDate } = row.page.document;
  return {
    documentId: id,
    title,
    ...(recordDate && { recordDate: toDay(recordDate) }),
    page: row.page.number,
    risk,
    lineText: line
      .map((word) => shownText(word))
      .filter(Boolean)
      .join(' '),
    word: wordRecordOf(row),
    ...(keyedTexts.length > 0 && { keyedTexts: [...new Set(keyedTexts)] }),
  };
}
