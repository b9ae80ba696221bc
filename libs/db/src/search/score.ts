import { beginningShare, type SearchGroup, type SearchTerm, similarShare } from '@longhand/core';
import { groupBy } from '../group-by.js';
import { Prisma } from '../prisma.js';
import { guessLexeme, quoted, sureLexeme } from './lexemes.js';
import { bodyQuery, labelledTermQuery, type QueryWriter, type Tier, type Way, waysOf } from './tsquery.js';
import { type ShareOf, worths } from './weights.js';

/** Share of the score of several words that depends on how close together they are. */
const closenessShare = 0.3;
/**
 * The weight of a word in the title or a tag: a little less than that of a word that was read with
 * certainty.
 */
const labelWorth = 0.5;

/**
 * How well a candidate's `body` matches a group, 0 to 1, as SQL: the product of relevance times
 * probability over its terms. One certain occurrence of a word scores 0.61, and any number of them
 * at most 1; one occurrence of a guess scores 0.003 to 0.21. Similar words count only in the tier
 * that allows them.
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

/**
 * First words of phrases: cover density knows no order. What only looks alike does not count as
 * near: asking for all of it would cost too much.
 */
const withoutOrder = (term: SearchTerm): SearchTerm => ({
  ...term,
  tokens: term.tokens.slice(0, 1),
  others: [],
  isPrefix: false,
});

/** A term scores as much as its best spelling, or its match in the title. */
function termScore(writer: QueryWriter, term: SearchTerm, tier: Tier): Prisma.Sql {
  const ways = waysOf(term, tier);
  const isWord = ({ tokens, isMain }: Way) => tokens.length === 1 && !isMain;
  // Other spellings of a word are ranked together: each ranking costs as much as reading the row.
  const spellings = groupBy(ways.filter(isWord), ({ share }) => share);
  const scores = [
    ...ways.filter((way) => !isWord(way)).map((way) => wayScore(writer, { term, way, tier })),
    ...[...spellings].map(([share, same]) => {
      const forms = same.map(({ tokens }) => tokens[0]);
      return rankOf({ code: writer.code, tier, forms, shareOf: () => share, ending: '' });
    }),
    Prisma.sql`CASE WHEN labels @@ ${labelledTermQuery(writer.code, term)}::tsquery
      THEN ${labelWorth}::float8 ELSE 0 END`,
  ];
  return greatest(scores);
}

/** A phrase scores as much as its weakest word. */
function wayScore(writer: QueryWriter, { term, way, tier }: { term: SearchTerm; way: Way; tier: Tier }): Prisma.Sql {
  const words = way.tokens.map((token, i) =>
    tokenScore(writer, {
      token,
      term: i === way.tokens.length - 1 && way.isMain ? term : undefined,
      share: way.share,
      tier,
    }),
  );
  return words.length === 1 ? words[0] : Prisma.sql`least(${Prisma.join(words)})`;
}

const greatest = (scores: readonly Prisma.Sql[]): Prisma.Sql =>
  scores.length === 1 ? scores[0] : Prisma.sql`greatest(${Prisma.join(scores as Prisma.Sql[])})`;

interface RankedToken {
  token: string;
  term: SearchTerm | undefined;
  share: number;
  tier: Tier;
}

function tokenScore({ code, expansions }: QueryWriter, { token, term, share, tier }: RankedToken): Prisma.Sql {
  const rank = (forms: readonly string[], ownShare: number, ending = '') =>
    rankOf({ code, tier, forms, shareOf: () => ownShare, ending });
  const open = (ownShare: number) => {
    const instead = expansions.beginnings.get(token);
    return instead ? rank([token, ...instead], ownShare) : rank([token], ownShare, ':*');
  };
  if (term?.isPrefix) return open(share);
  const ranks = [rank([token], share)];
  if (tier !== 'similar') return ranks[0];
  if (term?.mayBegin) ranks.push(open(beginningShare));
  if (term?.isFuzzy) {
    const byDistance = groupBy([...(expansions.similar.get(token) ?? [])], ([, distance]) => distance);
    for (const [distance, forms] of byDistance) {
      const alike = forms.map(([form]) => form);
      const shareOf: ShareOf = (least) => similarShare(token, distance, least);
      ranks.push(rankOf({ code, tier, forms: alike, shareOf, ending: '' }));
    }
  }
  return greatest(ranks);
}

interface RankedForms {
  code: string;
  tier: Tier;
  forms: readonly string[];
  shareOf: ShareOf;
  /** `:*` for forms that are beginnings. */
  ending: string;
}

/** The combined score of all occurrences of some forms, at most 1. */
function rankOf({ code, tier, forms, shareOf, ending }: RankedForms): Prisma.Sql {
  const part = (kind: 'sure' | 'guess') => {
    const lexemes = forms.map((form) => (kind === 'sure' ? sureLexeme : guessLexeme)(code, form));
    const asked = lexemes.map((lexeme) => quoted(lexeme) + ending).join(' | ');
    // ts_rank divides by the number of lexemes that it is asked for; here each counts in full.
    return Prisma.sql`ts_rank(${worths(kind, shareOf)}::float4[], body, ${asked}::tsquery) * ${lexemes.length}::float8`;
  };
  if (tier === 'sure') return Prisma.sql`least(1, ${part('sure')})`;
  return Prisma.sql`least(1, ${part('sure')} + ${part('guess')})`;
}
