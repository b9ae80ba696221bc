import { labelOf, type ParsedSearch, parseSearch } from '@longhand/core';
import { encodeCursor } from '../cursor.js';
import type { Client, Session } from '../prisma.js';
import { type FoundPage, findPages, maxCandidates, type PageQuestion } from './find-pages.js';
import { indexMissing, refold } from './index-missing.js';
import { expandBeginnings, type Expansions, findSimilar } from './lexicon.js';
import { type FoundWord, hitOf } from './search-hit.js';
import type { SearchResult, SearchFilter, SearchRequest } from './search-types.js';
import { inBoundedTransaction } from './bounded-transaction.js';
import type { Tier } from './tsquery.js';

export interface SearchRepository {
  /**
   * Pages whose words match, best first. Capitals, accents and "?" marks make no difference.
   * @throws AppError `search.bad_date`, `search.too_slow`, `request.bad_cursor`
   */
  find(tenantId: string, request: SearchRequest): Promise<SearchResult>;
  /**
   * Indexes pages that were read before the index had its current form, at most `limit`.
   * @returns how many; 0 when none is missing
   */
  indexMissing(limit: number): Promise<number>;
  /**
   * Rewrites rows of an older normalisation, at most `limit`.
   * @returns how many; 0 when none is left
   */
  refold(limit: number): Promise<number>;
}

export function searchRepository(client: Client): SearchRepository {
  return {
    find: (...args) => find(client, ...args),
    indexMissing: (limit) => indexMissing(client, limit),
    refold: (limit) => refold(client, limit),
  };
}

function find(client: Client, tenantId: string, request: SearchRequest): Promise<SearchResult> {
  const { q, fuzzy: isFuzzy = true, limit, cursor, ...filter } = request;
  const search = parseSearch(q, { isFuzzy }).map((group) => narrowed(group, filter));
  return inBoundedTransaction(client, async (tx) => {
    const { found, expansions } = await findForgiving(tx, { tenantId, search, limit, cursor });
    const shown = found.slice(0, limit);
    const words = await wordsOf(
      tx,
      tenantId,
      shown.map(({ pageId }) => pageId),
    );
    const last = shown.at(-1);
    const more = found.length > limit;
    return {
      hits: shown.map((page) => hitOf(page, words.get(page.pageId) ?? [], search, expansions.similar)),
      more,
      limited: (last?.candidates ?? 0) >= maxCandidates,
      ...(more && last && { cursor: encodeCursor([last.score, last.pageId]) }),
    };
  });
}

/** A group with the additional filters of a request. */
function narrowed(group: ParsedSearch[number], { title, tag, from, to }: SearchFilter): ParsedSearch[number] {
  const labels = [title && labelOf('title', title, false), tag && labelOf('tag', tag, false)];
  const latest = [group.from, from].filter((day) => day !== undefined).sort();
  const earliest = [group.to, to].filter((day) => day !== undefined).sort();
  return {
    ...group,
    labels: [...group.labels, ...labels.filter((label) => typeof label === 'object')],
    ...(latest.length > 0 && { from: latest[latest.length - 1] }),
    ...(earliest.length > 0 && { to: earliest[0] }),
  };
}

type Question = Pick<PageQuestion, 'tenantId' | 'search' | 'limit' | 'cursor'>;

/**
 * One statement searches from the most certain tier to the most tolerant and stops when it has
 * found enough. The lexicon is queried before, because that costs less than searching for the exact
 * words twice.
 */
async function findForgiving(tx: Session, question: Question): Promise<{ found: FoundPage[]; expansions: Expansions }> {
  const { tenantId, search } = question;
  const nothing: Expansions = { beginnings: new Map(), similar: new Map() };
  if (search.length === 0) return { found: [], expansions: nothing };
  if (await isOnManyPages(tx, tenantId, search)) {
    return {
      found: await findPages(tx, { ...question, tiers: ['sure', 'guess'], expansions: nothing }),
      expansions: nothing,
    };
  }
  const expansions: Expansions = {
    beginnings: await expandBeginnings(tx, tenantId, search),
    similar: await findSimilar(tx, tenantId, search),
  };
  const forgives = search.some(({ terms }) => terms.some(({ isFuzzy, mayBegin }) => isFuzzy || mayBegin));
  const tiers: Tier[] = ['sure', 'guess', ...(forgives ? (['similar'] as const) : [])];
  return { found: await findPages(tx, { ...question, tiers, expansions }), expansions };
}

/**
 * Whether a search is for one word, without filters, that is on more pages than are compared:
 * tolerant tiers are then unnecessary.
 */
async function isOnManyPages(tx: Session, tenantId: string, search: ParsedSearch): Promise<boolean> {
  const [{ terms, labels, from, to }, ...others] = search;
  const [term] = terms;
  if (others.length + labels.length > 0 || terms.length !== 1 || (from ?? to) !== undefined) return false;
  if (term.tokens.length !== 1 || term.isPrefix || term.isExcluded) return false;
  const rows = await tx.$queryRaw<{ pages: number }[]>`
    SELECT pages FROM search_form WHERE tenant_id = ${tenantId}::uuid AND form = ${term.tokens[0]}`;
  return (rows[0]?.pages ?? 0) >= maxCandidates;
}

type WordCells = [
  id: string,
  lineNumber: number,
  text: string,
  markedText: string,
  uncertain: boolean,
  correctedText: string | null,
  confidence: number,
  alternatives: unknown,
  x: number,
  y: number,
  width: number,
  height: number,
];

/**
 * The words of pages, as one JSON value per page without field names: this costs a fraction of one
 * row per word.
 */
async function wordsOf(tx: Session, tenantId: string, pageIds: string[]): Promise<Map<string, FoundWord[]>> {
  if (pageIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ pageId: string; words: WordCells[] }[]>`
    SELECT page_id AS "pageId", json_agg(json_build_array(id, line_number, text, marked_text, uncertain,
      corrected_text, confidence, alternatives, x, y, width, height)
      ORDER BY line_number, number) AS words
    FROM word WHERE page_id = ANY(${pageIds}::uuid[]) AND tenant_id = ${tenantId}::uuid
      AND corrected_text IS DISTINCT FROM '' GROUP BY page_id`;
  return new Map(rows.map(({ pageId, words }) => [pageId, words.map(wordOf)]));
}

const wordOf = ([
  id,
  lineNumber,
  text,
  markedText,
  uncertain,
  correctedText,
  confidence,
  alternatives,
  ...place
]: WordCells): FoundWord => {
  const [x, y, width, height] = place;
  return { id, lineNumber, text, markedText, uncertain, correctedText, confidence, alternatives, x, y, width, height };
};
