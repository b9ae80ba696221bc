import { Prisma } from '../prisma.js';
import type { ParsedSearch, SearchTerm } from './parse-search.js';

/**
 * A parsed search as a tsquery of the `simple` configuration. Tokens are letters and digits only, so none can be taken for an operator.
 * `exact` leaves the beginnings out: pages that hold the very word come first.
 */
export function tsqueryOf(search: ParsedSearch, { exact }: { exact: boolean }): Prisma.Sql {
  const text = search.map((terms) => `(${terms.map((term) => termText(term, exact)).join(' & ')})`).join(' | ');
  return Prisma.sql`to_tsquery('simple', ${text})`;
}

function termText({ tokens, isPrefix, isExcluded }: SearchTerm, exact: boolean): string {
  const last = tokens.length - 1;
  const phrase = tokens.map((token, i) => `'${token}'${i === last && isPrefix && !exact ? ':*' : ''}`).join(' <-> ');
  return `${isExcluded ? '!' : ''}(${phrase})`;
}
