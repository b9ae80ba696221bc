import { matchPage, minSure, parseSearch } from '@longhand/core';
import { foldedScripts, scriptForms, writtenForms } from '@longhand/test-kit';
import { describe, expect, it } from 'vitest';

/**
 * What a search for nothing but the very words says of a page: as the database's conditions and
 * matchPage together do.
 */
function outcomeOf(page: string, query: string): string {
  const lines = page.split('\n').map((line) => line.split(' '));
  const words = lines.flat().map((text) => [{ text, probability: 1 }]);
  const numbers = lines.flatMap((line, i) => line.map(() => i));
  const search = parseSearch(query, { isFuzzy: false });
  const certainty = (group: (typeof search)[number]) =>
    group.terms.some(
      (term) => term.isExcluded && isThere([{ ...group, labels: [], terms: [{ ...term, isExcluded: false }] }]),
    )
      ? 0
      : matchPage({ words, lines: numbers }, [group]).certainty;
  const isThere = (asked: typeof search) => matchPage({ words, lines: numbers }, asked).certainty >= minSure;
  const best = Math.max(0, ...search.map(certainty));
  if (best === 0) return 'none';
  return best >= minSure ? 'sure' : 'guess';
}

const suites = { ...writtenForms, ...scriptForms };
describe.each(Object.entries(suites))('%s', (_, cases) => {
  it.each(cases)('on the page %j, asked %j: %s', (page, query, outcome) => {
    expect(outcomeOf(page, query)).toBe(outcome);
  });
});

it('covers at least 150 queries, and of each script 40 pairs that meet and 40 that do not', () => {
  expect(Object.values(writtenForms).flat().length).toBeGreaterThanOrEqual(150);
  for (const [script, cases] of Object.entries(foldedScripts)) {
    // A pair and its turn are one.
    const pairs = (wanted: boolean) =>
      new Set(
        cases.filter(([, , outcome]) => (outcome === 'sure') === wanted).map(([a, b]) => [a, b].toSorted().join(' ')),
      ).size;
    expect([script, pairs(true), pairs(false)]).toEqual([script, expect.any(Number), expect.any(Number)]);
    expect(pairs(true)).toBeGreaterThanOrEqual(40);
    expect(pairs(false)).toBeGreaterThanOrEqual(40);
  }
});
