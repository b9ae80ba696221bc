import type { ParsedSearch, SearchTerm } from '@longhand/core';
import { decodeCursor } from '../cursor.js';
import { Prisma, type Session } from '../prisma.js';
import { tenantCode } from './lexemes.js';
import type { Expansions } from './lexicon.js';
import { scoreOf } from './score.js';
import { bodyQuery, labelledTermQuery, labelQuery, type QueryWriter, type Tier } from './tsquery.js';

export interface FoundPage {
  pageId: string;
  documentId: string;
  title: string;
  recordDate: Date | null;
  tags: string[];
  page: number;
  score: number;
  /** Number of pages that were compared. */
  candidates: number;
}

/**
 * Searches of more words ask title and tags for all of them alone: each branch is a look into the
 * index.
 */
const maxLabelled = 6;

/**
 * Ranking reads every candidate's whole search row: on a million pages a common word would cost
 * seconds without this limit.
 */
export const maxCandidates = 500;

export interface PageQuestion {
  tenantId: string;
  search: ParsedSearch;
  /**
   * From the most certain to the most tolerant. A tier is searched only if those before it found
   * too little.
   */
  tiers: readonly Tier[];
  expansions: Expansions;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Pages that match, best first, one more than `limit` if there are more. Of more than 500 matches,
 * only the first 500 found are compared. Documents with all words in their title and tags are added
 * after the first tier, with their first page.
 */
export async function findPages(
  tx: Session,
  { tenantId, search, tiers, expansions, limit, cursor }: PageQuestion,
): Promise<FoundPage[]> {
  const writer: QueryWriter = { code: tenantCode(tenantId), expansions };
  const found = tiers.flatMap((tier, i) => {
    const labelled = i === 0 ? labelledCondition(writer, search) : undefined;
    return [
      { tier, condition: conditionOf(writer, search, tier) },
      ...(labelled ? [{ tier, condition: labelled }] : []),
    ];
  });
  const steps = found.filter((step): step is { tier: Tier; condition: Prisma.Sql } => step.condition !== undefined);
  if (steps.length === 0) return [];
  return tx.$queryRaw<FoundPage[]>`
    WITH ${Prisma.join(steps.map(({ condition }, i) => stepRows(tenantId, i, condition)))},
    candidate AS MATERIALIZED (${Prisma.join(
      steps.map(({ tier }, i) => scoredRows(i, scoreOfSearch(writer, search, tier))),
      ' UNION ALL ',
    )}), best AS (
      SELECT * FROM candidate ${after(cursor)} ORDER BY score DESC, page_id LIMIT ${limit + 1}
    )
    SELECT page_id AS "pageId", document_id AS "documentId", title, record_date AS "recordDate", tags,
      number AS page, score,
      (SELECT count(*)::int FROM candidate) AS candidates
    FROM best JOIN document ON document.id = document_id ORDER BY score DESC, page_id`;
}

const stepName = (step: number): Prisma.Sql => Prisma.raw(`step${step}`);

/** The rows that a step adds to the previous ones; a step without room is skipped. */
function stepRows(tenantId: string, step: number, condition: Prisma.Sql): Prisma.Sql {
  const earlier = Array.from({ length: step }, (_, i) => stepName(i));
  // When a step is looked at, those before it were read to their end: their pages, and no others,
  // are known already.
  const fresh = earlier.map((name) => Prisma.sql`AND page_id NOT IN (SELECT page_id FROM ${name})`);
  const counts = earlier.map((name) => Prisma.sql`(SELECT count(*) FROM ${name})`);
  const room = Prisma.sql`(SELECT ${Prisma.join([Prisma.sql`${maxCandidates}::bigint`, ...counts], ' - ')})`;
  return Prisma.sql`${stepName(step)} AS MATERIALIZED (
      SELECT page_id, document_id, number, body, labels FROM search_page
      WHERE tenant_id = ${tenantId}::uuid AND (${condition})
        ${fresh.length > 0 ? Prisma.join(fresh, ' ') : Prisma.empty}
      LIMIT ${room}
    )`;
}

/**
 * Every part of a score reads the whole body. Setting new weights for none of its lexemes is the
 * cheapest way to fetch it once for all parts.
 */
function scoredRows(step: number, score: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
      SELECT page_id, document_id, number, (${score})::float8 AS score FROM (
        SELECT page_id, document_id, number, labels, setweight(body, 'A', '{}'::text[]) AS body
          FROM ${stepName(step)} OFFSET 0
      ) AS fetched${stepName(step)}`;
}

/**
 * Documents that have every word of a group in their title and tags; their first page stands for
 * them.
 */
function labelledCondition(writer: QueryWriter, search: ParsedSearch): Prisma.Sql | undefined {
  const groups = search.flatMap((group) => {
    const labels = labelQuery(writer.code, group);
    const wanted = group.terms.filter(({ isExcluded }) => !isExcluded);
    if (labels === null || wanted.length === 0) return [];
    const excluded = bodyQuery(writer, { ...group, terms: group.terms.filter(({ isExcluded }) => isExcluded) }, 'sure');
    const asked = [...(labels ? [labels] : []), ...wanted.map((term) => `(${labelledTermQuery(writer.code, term)})`)];
    const isThere = Prisma.sql`labels @@ ${asked.join(' & ')}::tsquery`;
    return [excluded ? Prisma.sql`(${isThere} AND body @@ ${excluded}::tsquery)` : Prisma.sql`(${isThere})`];
  });
  return groups.length > 0 ? Prisma.sql`number = 1 AND (${Prisma.join(groups, ' OR ')})` : undefined;
}

/** Undefined if nothing can match. */
function conditionOf(writer: QueryWriter, search: ParsedSearch, tier: Tier): Prisma.Sql | undefined {
  const groups = search.map((group) => groupCondition(writer, group, tier)).filter((group) => group !== undefined);
  return groups.length > 0 ? Prisma.join(groups, ' OR ') : undefined;
}

function groupCondition(writer: QueryWriter, group: ParsedSearch[number], tier: Tier): Prisma.Sql | undefined {
  const labels = labelQuery(writer.code, group);
  if (labels === null) return undefined;
  const branches = labelledTerms(group).map((labelled) => {
    const terms = group.terms.filter((term) => term !== labelled);
    const body = bodyQuery(writer, { ...group, terms }, tier);
    const asked = [...(labels ? [labels] : []), ...(labelled ? [`(${labelledTermQuery(writer.code, labelled)})`] : [])];
    return Prisma.join(
      [
        ...(body ? [Prisma.sql`body @@ ${body}::tsquery`] : []),
        ...(asked.length > 0 ? [Prisma.sql`labels @@ ${asked.join(' & ')}::tsquery`] : []),
      ],
      ' AND ',
    );
  });
  return Prisma.sql`(${Prisma.join(
    branches.map((branch) => Prisma.sql`(${branch})`),
    ' OR ',
  )})`;
}

/**
 * Which term of a group may be found in title or tags while the others are on the page: none, or
 * any one. Only so the index answers it.
 */
function labelledTerms({ terms }: ParsedSearch[number]): (SearchTerm | undefined)[] {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded);
  return wanted.length < 2 || wanted.length > maxLabelled ? [undefined] : [undefined, ...wanted];
}

/** The score of the best group that a page of the tier answers. */
function scoreOfSearch(writer: QueryWriter, search: ParsedSearch, tier: Tier): Prisma.Sql {
  if (search.length === 1) return scoreOf(writer, search[0], tier);
  const scores = search.flatMap((group) => {
    const condition = groupCondition(writer, group, tier);
    return condition ? [Prisma.sql`CASE WHEN ${condition} THEN ${scoreOf(writer, group, tier)} ELSE 0 END`] : [];
  });
  return Prisma.sql`greatest(${Prisma.join(scores)})`;
}

function after(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.empty;
  const [score, id] = decodeCursor(cursor, ['number', 'uuid']);
  return Prisma.sql`WHERE score < ${score}::float8 OR (score = ${score}::float8 AND page_id > ${id}::uuid)`;
}
