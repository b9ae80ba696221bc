import type { Database } from '@longhand/db';
import { type Retrieval, retrievalScores, type RetrievalScores } from './retrieval-scores.js';
import type { EngineReading } from './read-pages.js';
import { firstReadingsOnly, storePages } from './store-pages.js';

/** A page that was read, and the words of four letters or more that stand on it. */
export interface KeyedPage extends EngineReading {
  keywords: ReadonlySet<string>;
}

export interface Comparison {
  pages: number;
  keywords: number;
  ways: { name: string; scores: RetrievalScores }[];
}

const maxHits = 100;

/**
 * Searches for every keyword of the pages, in three ways: among first readings alone, with
 * everything that words may say, and also with words that look alike.
 */
export async function compareSearches(db: Database, pages: readonly KeyedPage[]): Promise<Comparison> {
  const relevant = new Map<string, Set<string>>();
  for (const { page, keywords } of pages)
    for (const keyword of keywords) relevant.set(keyword, (relevant.get(keyword) ?? new Set()).add(page));
  const suffix = `${pages.length} ${pages[0]?.page}`;
  const plain = await db.tenants.ensure(`first readings, ${suffix}`);
  const full = await db.tenants.ensure(`all readings, ${suffix}`);
  const plainNames = await storePages(db, plain, pages, firstReadingsOnly);
  const fullNames = await storePages(db, full, pages);
  const ways: Comparison['ways'] = [];
  for (const { name, tenantId, names, fuzzy } of [
    { name: 'first reading only', tenantId: plain, names: plainNames, fuzzy: false },
    { name: 'with other readings', tenantId: full, names: fullNames, fuzzy: false },
    { name: 'with other readings and look-alikes', tenantId: full, names: fullNames, fuzzy: true },
  ]) {
    const retrievals: Retrieval[] = [];
    for (const [keyword, wanted] of relevant) {
      const { hits } = await db.search.find(tenantId, { q: keyword, fuzzy, limit: maxHits });
      retrievals.push({ relevant: wanted, ranked: hits.map(({ documentId }) => names.get(documentId) ?? '') });
    }
    ways.push({ name, scores: retrievalScores(retrievals) });
  }
  return { pages: pages.length, keywords: relevant.size, ways };
}
