import { describe, expect, it } from 'vitest';
import { parseSearch } from './parse-search.js';

const shape = (query: string) =>
  parseSearch(query).map((terms) =>
    terms.map(
      ({ tokens, isPrefix, isExcluded }) => `${isExcluded ? '-' : ''}${tokens.join('+')}${isPrefix ? '*' : ''}`,
    ),
  );

describe('parseSearch', () => {
  it('reads words, phrases, alternatives, exclusions and beginnings', () => {
    expect(shape('john "acute  pain" -fever')).toEqual([['john', 'acute+pain', '-fever']]);
    expect(shape('a1 b2 OR c3 or d4')).toEqual([['a1', 'b2'], ['c3'], ['d4']]);
    expect(shape('pre* scription')).toEqual([['pre*', 'scription*']]);
    expect(shape('-"not this" john')).toEqual([['-not+this', 'john*']]);
  });

  it('takes the last word as a beginning only when it is long enough and wanted', () => {
    expect(shape('dr no')).toEqual([['dr', 'no']]);
    expect(shape('mr nor')).toEqual([['mr', 'nor*']]);
    expect(shape('pain "fever"')).toEqual([['pain', 'fever']]);
    expect(shape('pain -fever')).toEqual([['pain', '-fever']]);
  });

  it('keeps parts of one written word together', () => {
    expect(shape('120/80')).toEqual([['120+80']]);
    expect(shape("O'Brien x")).toEqual([['obrien', 'x']]);
  });

  it('drops marks, unclosed quotes and what says nothing', () => {
    expect(shape('Sm?ith x')).toEqual([['smith', 'x']]);
    expect(shape('"open phrase')).toEqual([['open+phrase']]);
    expect(shape('-x !! ""')).toEqual([]);
    expect(shape('or pain')).toEqual([['or', 'pain*']]);
  });

  it('does not look up more than 16 terms', () => {
    expect(parseSearch(Array.from({ length: 100 }, (_, i) => `w${i}`).join(' '))[0]).toHaveLength(16);
  });
});
