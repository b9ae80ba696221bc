/** One search: the pages that it should find, and those that it found, best first. */
export interface Retrieval {
  relevant: ReadonlySet<string>;
  ranked: readonly string[];
}

/** Means over all searches, 0 to 1. */
export interface RetrievalScores {
  searches: number;
  /** Share of the pages with the word that are found. */
  recall: number;
  /**
   * Precision at the place of each page with the word, 0 where it is not found (the measure of
   * TREC's ranked retrieval).
   */
  averagePrecision: number;
  /**
   * Pages with the word among the first ten, of ten places or of as many as there are such pages.
   */
  precisionAtTen: number;
  /**
   * Share of the pages shown among the first ten that have the word, over all searches together.
   */
  rightOfShown: number;
}

const first = 10;

/** How well searches find what they should. Every one has at least one page to find. */
export function retrievalScores(retrievals: readonly Retrieval[]): RetrievalScores {
  const mean = (of: (retrieval: Retrieval) => number) =>
    retrievals.reduce((sum, retrieval) => sum + of(retrieval), 0) / retrievals.length;
  const shown = retrievals.reduce((sum, { ranked }) => sum + Math.min(first, ranked.length), 0);
  const right = retrievals.reduce((sum, { relevant, ranked }) => sum + countIn(relevant, ranked.slice(0, first)), 0);
  return {
    searches: retrievals.length,
    recall: mean(({ relevant, ranked }) => countIn(relevant, ranked) / relevant.size),
    averagePrecision: mean(averagePrecision),
    precisionAtTen: mean(
      ({ relevant, ranked }) => countIn(relevant, ranked.slice(0, first)) / Math.min(first, relevant.size),
    ),
    rightOfShown: shown === 0 ? 1 : right / shown,
  };
}

function averagePrecision({ relevant, ranked }: Retrieval): number {
  let found = 0;
  let sum = 0;
  for (const [i, page] of ranked.entries()) {
    if (!relevant.has(page)) continue;
    found += 1;
    sum += found / (i + 1);
  }
  return sum / relevant.size;
}

const countIn = (relevant: ReadonlySet<string>, pages: readonly string[]): number =>
  pages.filter((page) => relevant.has(page)).length;
