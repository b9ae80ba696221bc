import { decodeCursor } from '../cursor.js';
import { toDate } from '../plain-date.js';
import { type Client, Prisma } from '../prisma.js';
import type { ParsedSearch } from './parse-search.js';
import type { SearchFilter } from './search-types.js';
import { tsqueryOf } from './tsquery.js';

export interface FoundPage {
  pageId: string;
  documentId: string;
  title: string;
  recordDate: Date | null;
  tags: string[];
  page: number;
  score: number;
}

/** Ranking reads every candidate's whole search row: on a million pages a common word would cost seconds without this limit. */
const mostCandidates = 2000;

/**
 * Pages that match, best first, one more than `limit` when there are more. The score, 0 to 1, is above 1/2 when the page holds the very words
 * and not only beginnings; within each half it grows with how often and how close together they stand. Of more than 2000 matches only the
 * first 2000 found are ranked.
 */
export function findPages(
  client: Client,
  tenantId: string,
  search: ParsedSearch,
  filter: SearchFilter,
): Promise<FoundPage[]> {
  const query = tsqueryOf(search, { exact: false });
  const exact = tsqueryOf(search, { exact: true });
  return client.$queryRaw<FoundPage[]>`
    WITH candidate AS (
      SELECT p.id, p.document_id, p.number, p.tsv, d.title, d.record_date, d.tags
      FROM page p JOIN document d ON d.id = p.document_id
      WHERE p.tenant_id = ${tenantId}::uuid AND p.tsv @@ ${query} ${conditions(filter)}
      LIMIT ${mostCandidates}
    ), ranked AS (
      SELECT *, ((tsv @@ ${exact})::int + ts_rank_cd(tsv, ${query}, 32)::float8) / 2 AS score FROM candidate
    )
    SELECT id AS "pageId", document_id AS "documentId", title, record_date AS "recordDate", tags, number AS page, score
    FROM ranked ${after(filter.cursor)} ORDER BY score DESC, id LIMIT ${filter.limit + 1}`;
}

function conditions({ title, tag, from, to }: SearchFilter): Prisma.Sql {
  const parts = [
    ...(title ? [Prisma.sql`AND d.title ILIKE ${`%${title.replace(/[\\%_]/g, '\\$&')}%`}`] : []),
    ...(tag ? [Prisma.sql`AND d.tags @> ARRAY[${tag}]`] : []),
    ...(from ? [Prisma.sql`AND d.record_date >= ${toDate(from)}::date`] : []),
    ...(to ? [Prisma.sql`AND d.record_date <= ${toDate(to)}::date`] : []),
  ];
  return parts.length > 0 ? Prisma.join(parts, ' ') : Prisma.empty;
}

function after(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.empty;
  const [score, id] = decodeCursor(cursor, ['number', 'uuid']);
  return Prisma.sql`WHERE score < ${score}::float8 OR (score = ${score}::float8 AND id > ${id}::uuid)`;
}
