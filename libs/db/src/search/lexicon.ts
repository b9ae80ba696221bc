import {
  lookAlikesOf,
  maxDistance,
  mayBeOpen,
  type ParsedSearch,
  readingDistance,
  type SearchTerm,
} from '@longhand/core';
import type { Session } from '../prisma.js';

/** What the lexicon adds to a search. All of it is bounded, whatever the lexicon holds. */
export interface Expansions {
  /** For a beginning that is that of very many words: the most frequent of them, to be looked for instead. */
  beginnings: ReadonlyMap<string, readonly string[]>;
  /** For a word: forms that look like it, with their distance. */
  similar: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Forms that are looked at for a beginning, and pages that it may be on, before it counts as too frequent to be looked up as it is. */
const maxBeginningForms = 5000;
const maxBeginningPages = 200_000;
/** Forms that take the place of a beginning which is too frequent. */
const frequentForms = 64;
/** Words of one search whose like is looked for: each costs some 20 ms in a lexicon of a million forms. */
const maxFuzzyWords = 4;
/** Forms that the trigrams bring, and how many of them are taken. */
const maxNeighbours = 80;
const maxSimilar = 16;
/** Least share of common trigrams. In short words one wrong letter spoils more of them. */
const minSimilarity = { upToFive: 0.3, longer: 0.4 };

/** Looks up the beginnings that a search writes out (`begin*`), or those that it allows (its last word). */
export async function expandBeginnings(
  tx: Session,
  tenantId: string,
  search: ParsedSearch,
  kind: 'isPrefix' | 'mayBegin',
): Promise<Expansions['beginnings']> {
  const terms = search.flatMap((group) => group.terms).filter((term) => term[kind]);
  const beginnings = new Map<string, string[]>();
  for (const token of new Set(terms.flatMap(openTokens))) {
    const [row] = await tx.$queryRaw<{ isFrequent: boolean; forms: string[] }[]>`
      WITH found AS (
        SELECT form, pages FROM search_form
        WHERE tenant_id = ${tenantId}::uuid AND form >= ${token} AND form < ${`${token}\u{10ffff}`} ORDER BY form LIMIT ${maxBeginningForms}
      )
      SELECT count(*) = ${maxBeginningForms} OR sum(pages) > ${maxBeginningPages} AS "isFrequent",
        ARRAY(SELECT form FROM found ORDER BY pages DESC, form LIMIT ${frequentForms}) AS forms FROM found`;
    if (row.isFrequent) beginnings.set(token, row.forms);
  }
  return beginnings;
}

/** The last token of each way to write a term that may be a beginning. */
const openTokens = ({ tokens, others }: SearchTerm): string[] => [
  tokens[tokens.length - 1],
  ...others.map((way) => way.tokens[way.tokens.length - 1]).filter((token) => mayBeOpen(token, false)),
];

/** Looks up forms that look like the words of a search that may be forgiven. */
export async function findSimilar(tx: Session, tenantId: string, search: ParsedSearch): Promise<Expansions['similar']> {
  const words = search.flatMap(({ terms }) => terms.filter(({ isFuzzy }) => isFuzzy).map(({ tokens }) => tokens[0]));
  const similar = new Map<string, Map<string, number>>();
  for (const word of [...new Set(words)].slice(0, maxFuzzyWords)) {
    similar.set(word, await similarTo(tx, tenantId, word));
  }
  return similar;
}

/** Look-alikes are looked up one by one, because in short words too few trigrams are left of them; the trigrams bring all others. */
async function similarTo(tx: Session, tenantId: string, word: string): Promise<Map<string, number>> {
  const least = word.length <= 5 ? minSimilarity.upToFive : minSimilarity.longer;
  await tx.$queryRaw`SELECT set_config('pg_trgm.similarity_threshold', ${String(least)}, true)`;
  const rows = await tx.$queryRaw<{ form: string }[]>`
    (SELECT form FROM search_form WHERE tenant_id = ${tenantId}::uuid AND form = ANY(${lookAlikesOf(word)}::text[])
      ORDER BY pages DESC, form LIMIT ${maxSimilar})
    UNION
    (SELECT form FROM search_form
      WHERE tenant_id = ${tenantId}::uuid AND form % ${word} AND length(form) BETWEEN ${word.length - 2} AND ${word.length + 2}
      ORDER BY similarity(form, ${word}) DESC, pages DESC, form LIMIT ${maxNeighbours})`;
  const most = maxDistance(word);
  const near = rows
    .map(({ form }): [string, number] => [form, readingDistance(form, word)])
    .filter(([, distance]) => distance > 0 && distance <= most)
    .sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
  return new Map(near.slice(0, maxSimilar));
}
