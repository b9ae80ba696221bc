import type { Box } from '@longhand/core';
import { encodeCursor } from '../cursor.js';
import { plainText, shownText } from '../pages/page-text.js';
import { toDay } from '../plain-date.js';
import type { Client } from '../prisma.js';
import { type FoundPage, findPages } from './find-pages.js';
import { matchWords } from './match-words.js';
import { type ParsedSearch, parseSearch } from './parse-search.js';
import type { SearchAnswer, SearchHit, SearchRequest } from './search-types.js';
import { snippetRange } from './snippet-range.js';

export interface SearchRepository {
  /** Pages whose text matches, best first. Capitals, accents and "?" marks make no difference. */
  find(tenantId: string, request: SearchRequest): Promise<SearchAnswer>;
}

export function searchRepository(client: Client): SearchRepository {
  return { find: (...args) => find(client, ...args) };
}

async function find(client: Client, tenantId: string, { q, ...filter }: SearchRequest): Promise<SearchAnswer> {
  const search = parseSearch(q);
  if (search.length === 0) return { hits: [], more: false };
  const found = await findPages(client, tenantId, search, filter);
  const shown = found.slice(0, filter.limit);
  const words = await wordsOf(
    client,
    tenantId,
    shown.map(({ pageId }) => pageId),
  );
  const hits = shown.map((page) => hitOf(page, words.get(page.pageId) ?? [], search));
  const more = found.length > filter.limit;
  const last = shown.at(-1);
  return { hits, more, ...(more && last && { cursor: encodeCursor([last.score, last.pageId]) }) };
}

interface WordRow extends Box {
  id: string;
  text: string;
  markedText: string;
  correctedText: string | null;
  confidence: number;
}

/** The words of pages. They come as one JSON value a page, which costs a fraction of a row a word. */
async function wordsOf(client: Client, tenantId: string, pageIds: string[]): Promise<Map<string, WordRow[]>> {
  const rows = await client.$queryRaw<{ pageId: string; words: WordRow[] }[]>`
    SELECT page_id AS "pageId", json_agg(json_build_object('id', id, 'text', text, 'markedText', marked_text,
      'correctedText', corrected_text, 'confidence', confidence, 'x', x, 'y', y, 'width', width, 'height', height)
      ORDER BY line_number, number) AS words
    FROM word WHERE page_id = ANY(${pageIds}::uuid[]) AND tenant_id = ${tenantId}::uuid AND corrected_text IS DISTINCT FROM '' GROUP BY page_id`;
  return new Map(rows.map(({ pageId, words }) => [pageId, words]));
}

function hitOf(
  { recordDate, pageId: _, ...page }: FoundPage,
  words: readonly WordRow[],
  search: ParsedSearch,
): SearchHit {
  const matched = matchWords(words.map(plainText), search);
  const shown = words.map(shownText);
  const { from, to } = snippetRange(shown, matched);
  return {
    ...page,
    ...(recordDate && { recordDate: toDay(recordDate) }),
    snippet: `${from > 0 ? '… ' : ''}${shown.slice(from, to).join(' ')}${to < shown.length ? ' …' : ''}`,
    words: words
      .map(({ id, x, y, width, height, confidence, ...word }, i) => ({
        id,
        text: plainText(word),
        box: { x, y, width, height },
        confidence,
        matched: matched[i],
      }))
      .filter((word, i) => word.matched || (i >= from && i < to)),
  };
}
