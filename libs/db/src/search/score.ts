import { beginningShare, type SearchGroup, type SearchTerm, similarShare } from '@longhand/core';
import { groupBy } from '../group-by.js';
import { Prisma } from '../prisma.js';
import { guessLexeme, quoted, sureLexeme } from './lexemes.js';
import { bodyQuery, type QueryWriter, type Tier } from './tsquery.js';
import { worths } from './weights.js';

/** Share of the score of several words that depends on how close together they stand. */
const closenessShare = 0.3;

/**
 * How well a candidate's `body` answers a group, 0 to 1, as SQL: the product over its terms of relevance times probability. One sure occurrence of
 * a word is worth 0.61, all further ones together at most as much again by half; one of a guess 0.003 to 0.21. Pages of a tier without forgiveness are not
 * asked for what is only similar.
 */
export function scoreOf(writer: QueryWriter, group: SearchGroup, tier: Tier): Prisma.Sql {
  const wanted = group.terms.filter(({ isExcluded }) => !isExcluded);
  if (wanted.length === 0) return Prisma.sql`1`;
  const product = Prisma.join(
    wanted.map((term) => termScore(writer, term, tier)),
    ' * ',
  );
  if (wanted.length === 1) return product;
  const together = bodyQuery(writer, { ...group, terms: wanted.map(withoutOrder) }, 'guess');
  return Prisma.sql`${product} * (${1 - closenessShare}::float8 + ${closenessShare}::float8
    * least(1, ts_rank_cd('{1,1,1,1}', body, ${together}::tsquery)))`;
}

/** First words of phrases: cover density knows no order. What only looks alike does not count as near: asking for all of it would cost too much. */
const withoutOrder = (term: SearchTerm): SearchTerm => ({ ...term, tokens: term.tokens.slice(0, 1), isPrefix: false });

/** A phrase is worth as much as its weakest word. */
function termScore(writer: QueryWriter, term: SearchTerm, tier: Tier): Prisma.Sql {
  const words = term.tokens.map((token, i) =>
    tokenScore(writer, token, i === term.tokens.length - 1 ? term : undefined, tier),
  );
  return words.length === 1 ? words[0] : Prisma.sql`least(${Prisma.join(words)})`;
}

function tokenScore(
  { code, expansions }: QueryWriter,
  token: string,
  term: SearchTerm | undefined,
  tier: Tier,
): Prisma.Sql {
  const rank = (forms: readonly string[], share: number, ending = '') => rankOf({ code, tier, forms, share, ending });
  const open = (share: number) => {
    const instead = expansions.beginnings.get(token);
    return instead ? rank([token, ...instead], share) : rank([token], share, ':*');
  };
  if (term?.isPrefix) return open(1);
  const ranks = [rank([token], 1)];
  if (tier !== 'similar') return ranks[0];
  if (term?.mayBegin) ranks.push(open(beginningShare));
  if (term?.isFuzzy) {
    const byDistance = groupBy([...(expansions.similar.get(token) ?? [])], ([, distance]) => distance);
    for (const [distance, forms] of byDistance) {
      const alike = forms.map(([form]) => form);
      ranks.push(rank(alike, similarShare(distance)));
    }
  }
  return ranks.length === 1 ? ranks[0] : Prisma.sql`greatest(${Prisma.join(ranks)})`;
}

interface RankedForms {
  code: string;
  tier: Tier;
  forms: readonly string[];
  share: number;
  /** `:*` for forms that are beginnings. */
  ending: string;
}

/** What all occurrences of some forms are worth together, at most 1. */
function rankOf({ code, tier, forms, share, ending }: RankedForms): Prisma.Sql {
  const part = (kind: 'sure' | 'guess') => {
    const lexemes = forms.map((form) => (kind === 'sure' ? sureLexeme : guessLexeme)(code, form));
    const asked = lexemes.map((lexeme) => quoted(lexeme) + ending).join(' | ');
    // ts_rank divides by the number of lexemes that it is asked for; here each counts in full.
    return Prisma.sql`ts_rank(${worths(kind, share)}::float4[], body, ${asked}::tsquery) * ${lexemes.length}::float8`;
  };
  if (tier === 'sure') return Prisma.sql`least(1, ${part('sure')})`;
  return Prisma.sql`least(1, ${part('sure')} + ${part('guess')})`;
}
