import {
  lookAlikesOf,
  maxDistance,
  mayBeOpen,
  type ParsedSearch,
  readingDistance,
  type SearchTerm,
} from '@longhand/core';
import type { Session } from '../prisma.js';

/**
 * The forms that the lexicon adds to a search. Their number is limited, whatever the lexicon
 * contains.
 */
export interface Expansions {
  /** For a beginning of very many words: the most frequent of them, which are searched instead. */
  beginnings: ReadonlyMap<string, readonly string[]>;
  /** For a word: forms that look like it, with their distance. */
  similar: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * Maximum number of forms with a beginning, and of pages that they are on; a more frequent
 * beginning is not looked up directly.
 */
const maxBeginningForms = 5000;
const maxBeginningPages = 200_000;
/** Number of forms that replace a beginning that is too frequent. */
const frequentForms = 64;
/**
 * Maximum number of words of a search for which similar forms are searched, and of forms that are
 * compared with each.
 */
const maxFuzzyWords = 4;
const maxNeighbours = 200;
const maxSimilar = 16;
/** From this length on two letters may be wrong: see maxDistance. */
const minTwoWrong = 9;

/**
 * Looks up the explicit beginnings of a search (`begin*`), and the implicit one (its last word).
 */
export async function expandBeginnings(
  tx: Session,
  tenantId: string,
  search: ParsedSearch,
): Promise<Expansions['beginnings']> {
  const terms = search.flatMap((group) => group.terms).filter((term) => term.isPrefix || term.mayBegin);
  const beginnings = new Map<string, string[]>();
  for (const token of new Set(terms.flatMap(openTokens))) {
    const [row] = await tx.$queryRaw<{ isFrequent: boolean; forms: string[] }[]>`
      WITH found AS (
        SELECT form, pages FROM search_form
        WHERE tenant_id = ${tenantId}::uuid AND form >= ${token} AND form < ${`${token}\u{10ffff}`} ORDER BY form
          LIMIT ${maxBeginningForms}
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

/** Looks up forms that look like those words of a search that may be misspelt. */
export async function findSimilar(tx: Session, tenantId: string, search: ParsedSearch): Promise<Expansions['similar']> {
  const all = search.flatMap(({ terms }) => terms.filter(({ isFuzzy }) => isFuzzy).map(({ tokens }) => tokens[0]));
  const words = [...new Set(all)].slice(0, maxFuzzyWords);
  const asked = words.flatMap((word) => spoiltForms(word).map((form) => ({ word, form })));
  const alike = words.flatMap((word) => lookAlikesOf(word).map((form) => ({ word, form })));
  if (words.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ word: string; forms: string[] }[]>`
    WITH asked AS (
      SELECT word, array_agg(DISTINCT key) AS keys
      FROM unnest(${asked.map(({ word }) => word)}::text[], ${asked.map(({ form }) => form)}::text[]) AS spoilt(word,
        form),
        unnest(search_keys(${tenantId}::uuid, form)) AS key GROUP BY word
    ), alike AS (
      SELECT word, array_agg(form) AS forms
      FROM unnest(${alike.map(({ word }) => word)}::text[], ${alike.map(({ form }) => form)}::text[]) AS known(word,
        form) GROUP BY word
    )
    SELECT asked.word, ARRAY(
      (SELECT form FROM search_form WHERE tenant_id = ${tenantId}::uuid AND form = ANY(alike.forms)
        ORDER BY pages DESC, form LIMIT ${maxSimilar})
      UNION
      (SELECT form FROM search_form WHERE tenant_id = ${tenantId}::uuid AND search_keys(tenant_id, form) && asked.keys
        ORDER BY pages DESC, form LIMIT ${maxNeighbours})
    ) AS forms FROM asked LEFT JOIN alike USING (word)`;
  return new Map(rows.map(({ word, forms }) => [word, nearest(word, forms)]));
}

/**
 * The word itself, and where it is long also the word without one of its letters: so a form with
 * two wrong letters side by side is found.
 */
function spoiltForms(word: string): string[] {
  const letters = Array.from(word);
  if (letters.length < minTwoWrong) return [word];
  return [word, ...letters.map((_, i) => letters.toSpliced(i, 1).join(''))];
}

function nearest(word: string, forms: readonly string[]): Map<string, number> {
  const most = maxDistance(word);
  const near = forms
    .map((form): [string, number] => [form, readingDistance(form, word)])
    .filter(([, distance]) => distance > 0 && distance <= most)
    .sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
  return new Map(near.slice(0, maxSimilar));
}
