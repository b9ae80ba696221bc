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
  /** Pages that were compared. */
  candidates: number;
}

/** Searches of more words ask title and tags for all of them only: each branch is a look into the index. */
const maxLabelled = 6;

/** Ranking reads every candidate's whole search row: on a million pages a common word would cost seconds without this limit. */
export const maxCandidates = 500;

export interface PageQuestion {
  tenantId: string;
  search: ParsedSearch;
  /** From the surest to the most forgiving. A tier is looked at only when those before it found too little. */
  tiers: readonly Tier[];
  expansions: Expansions;
  limit: number;
  cursor?: string | undefined;
}

/** Pages that match, best first, one more than `limit` when there are more. Of more than 500 matches only the first 500 found are compared. */
export async function findPages(
  tx: Session,
  { tenantId, search, tiers, expansions, limit, cursor }: PageQuestion,
): Promise<FoundPage[]> {
  const writer: QueryWriter = { code: tenantCode(tenantId), expansions };
  const conditions = tiers.map((tier) => conditionOf(writer, search, tier));
  if (conditions.some((condition) => condition === undefined)) return [];
  const known = conditions as Prisma.Sql[];
  return tx.$queryRaw<FoundPage[]>`
    WITH ${Prisma.join(known.map((condition, i) => tierRows(tenantId, i, condition)))},
    candidate AS MATERIALIZED (${Prisma.join(
      known.map(
        (_, i) => Prisma.sql`
      SELECT page_id, document_id, number, (${scoreOfSearch(writer, search, tiers[i])})::float8 AS score FROM ${tierName(i)}`,
      ),
      ' UNION ALL ',
    )}), best AS (
      SELECT * FROM candidate ${after(cursor)} ORDER BY score DESC, page_id LIMIT ${limit + 1}
    )
    SELECT page_id AS "pageId", document_id AS "documentId", title, record_date AS "recordDate", tags, number AS page, score,
      (SELECT count(*)::int FROM candidate) AS candidates
    FROM best JOIN document ON document.id = document_id ORDER BY score DESC, page_id`;
}

const tierName = (tier: number): Prisma.Sql => Prisma.raw(`tier${tier}`);

/** The rows that a tier adds to those before it; a tier that has no room is not looked at. */
function tierRows(tenantId: string, tier: number, condition: Prisma.Sql): Prisma.Sql {
  const counts = Array.from({ length: tier }, (_, i) => Prisma.sql`(SELECT count(*) FROM ${tierName(i)})`);
  // A tier is looked at only when those before it were read to their end: then their pages, and no others, are known already.
  const found = Array.from(
    { length: tier },
    (_, i) => Prisma.sql`AND page_id NOT IN (SELECT page_id FROM ${tierName(i)})`,
  );
  const room = Prisma.sql`(SELECT ${Prisma.join([Prisma.sql`${maxCandidates}::bigint`, ...counts], ' - ')})`;
  return Prisma.sql`${tierName(tier)} AS MATERIALIZED (
      SELECT page_id, document_id, number, body, labels FROM search_page
      WHERE tenant_id = ${tenantId}::uuid AND (${condition}) ${found.length > 0 ? Prisma.join(found, ' ') : Prisma.empty}
      LIMIT ${room}
    )`;
}

/** Undefined when nothing can match. */
function conditionOf(writer: QueryWriter, search: ParsedSearch, tier: Tier): Prisma.Sql | undefined {
  const groups = search.map((group) => groupCondition(writer, group, tier)).filter((group) => group !== undefined);
  return groups.length > 0 ? Prisma.join(groups, ' OR ') : undefined;
}

function groupCondition(writer: QueryWriter, group: ParsedSearch[number], tier: Tier): Prisma.Sql | undefined {
  const labels = labelQuery(writer.code, group);
  if (labels === null) return undefined;
  const branches = labelledSubsets(group).map((labelled) => {
    const terms = group.terms.filter((term) => !labelled.includes(term));
    const body = bodyQuery(writer, { ...group, terms }, tier);
    const asked = [...(labels ? [labels] : []), ...labelled.map((term) => `(${labelledTermQuery(writer.code, term)})`)];
    // Where title and tags say it all, every page of the document would be a hit: the first stands for them.
    const isLabelAlone = labelled.length > 0 && terms.every(({ isExcluded }) => isExcluded);
    return Prisma.join(
      [
        ...(body ? [Prisma.sql`body @@ ${body}::tsquery`] : []),
        ...(asked.length > 0 ? [Prisma.sql`labels @@ ${asked.join(' & ')}::tsquery`] : []),
        ...(isLabelAlone ? [Prisma.sql`number = 1`] : []),
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
 * Which terms of a group may be found in title or tags instead of on the page: none, each one alone, all together. Each is a branch of its own, because
 * only so the index answers it.
 */
function labelledSubsets({ terms }: ParsedSearch[number]): SearchTerm[][] {
  const wanted = terms.filter(({ isExcluded }) => !isExcluded);
  if (wanted.length > maxLabelled) return [[], wanted];
  if (wanted.length < 2) return wanted.length === 0 ? [[]] : [[], wanted];
  return [[], ...wanted.map((term) => [term]), wanted];
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
