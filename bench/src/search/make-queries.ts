import { type UniformRandom, seededRandom } from '@longhand/core';
import type { SearchRequest } from '@longhand/db';
import { type Filled, firstYear, type SamplePhrase, years } from './fill-database.js';
import { below, pickItem } from './pick-item.js';
import type { Vocabulary } from './vocabulary.js';

export const queryKinds = ['rare word', 'common word', 'two-word phrase', 'prefix', 'fuzzy word', 'two words'] as const;
export type QueryKind = (typeof queryKinds)[number];

export interface BenchQuery {
  tenantId: string;
  request: SearchRequest;
  /** It is known to be on some page. */
  mustFind: boolean;
}

interface Situation {
  filled: Filled;
  vocabulary: Vocabulary;
  pages: number;
  wordsPerPage: number;
}

const limit = 20;
const minRank = 300;

/**
 * `count` different queries of a kind. Plain ones ask the largest tenant; filtered ones any tenant,
 * as often as it has pages, and one year of twenty.
 */
export function makeQueries(situation: Situation, kind: QueryKind, count: number, isFiltered: boolean): BenchQuery[] {
  const random = seededRandom(queryKinds.indexOf(kind) * 2 + (isFiltered ? 1 : 0) + 7);
  const samples = isFiltered
    ? situation.filled.samples
    : situation.filled.samples.filter(({ tenantId }) => tenantId === situation.filled.tenantIds[0]);
  const texts = new Map<string, BenchQuery>();
  for (let tries = 0; texts.size < count && tries < count * 50; tries += 1) {
    const sample = pickItem(random, samples);
    const q = textOf(kind, situation, sample, random);
    const year = kind === 'two-word phrase' ? sample.year : firstYear + below(random, years);
    const filter = isFiltered ? { from: `${year}-01-01`, to: `${year}-12-31` } : {};
    const mustFind = kind === 'two-word phrase' || (kind === 'common word' && !isFiltered);
    texts.set(q, { tenantId: sample.tenantId, request: { q, limit, ...filter }, mustFind });
  }
  return [...texts.values()];
}

function textOf(
  kind: QueryKind,
  { vocabulary, pages, wordsPerPage }: Situation,
  sample: SamplePhrase,
  random: UniformRandom,
): string {
  const { words, rankOf } = vocabulary;
  const total = pages * wordsPerPage;
  const near = (times: number) => {
    // Among few pages no word but the very first is on so many.
    const rank = Math.max(minRank, rankOf(times, total));
    return words[Math.min(words.length - 1, Math.floor(rank * (0.7 + 0.6 * random())))];
  };
  switch (kind) {
    case 'rare word':
      return near(20);
    case 'common word':
      return words[below(random, 150)];
    case 'two-word phrase':
      return `"${sample.phrase.join(' ')}"`;
    case 'prefix':
      return `${near(1000).slice(0, 4 + below(random, 2))}*`;
    case 'fuzzy word':
      return misspelt(near(1000), vocabulary, random);
    default:
      return `${words[below(random, 150)]} ${near(5000)}`;
  }
}

/** A word with one letter changed, that is no other word. */
function misspelt(word: string, { has }: Vocabulary, random: UniformRandom): string {
  for (;;) {
    const at = 1 + below(random, word.length - 1);
    const text = word.slice(0, at) + pickItem(random, [...'abcdefghijklmnopqrstuvwxyz']) + word.slice(at + 1);
    if (!has(text)) return text;
  }
}
