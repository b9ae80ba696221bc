import { describe, expect, it } from 'vitest';
import { parseSearch } from './parse-search.js';

/**
 * `~` stands after a word whose like is found too, `…` after one that may be a beginning, `*` after
 * one that is one.
 */
const shape = (query: string, isFuzzy = true) =>
  parseSearch(query, { isFuzzy }).map(({ terms }) =>
    terms.map(
      ({ tokens, isPrefix, mayBegin, isFuzzy: hasLike, isExcluded }) =>
        `${isExcluded ? '-' : ''}${tokens.join('+')}${isPrefix ? '*' : ''}${hasLike ? '~' : ''}${mayBegin ? '…' : ''}`,
    ),
  );
const only = (query: string) => parseSearch(query, { isFuzzy: true })[0];

describe('parseSearch', () => {
  it('reads what a page is marked with, however it is written', () => {
    const marks = (query: string) =>
      only(query).labels.map(({ field, ways, isExcluded }) => [field, ways[0].join(' '), isExcluded]);
    expect(marks('warning:other_script -script:Devanagari')).toEqual([
      ['warning', 'other script', false],
      ['script', 'devanagari', true],
    ]);
    expect(marks('warning:"Other script"')).toEqual([['warning', 'other script', false]]);
  });

  it('reads words, phrases, alternatives, exclusions and beginnings', () => {
    expect(shape('john "acute  pain" -fever')).toEqual([['john~', 'acute+pain', '-fever']]);
    expect(shape('a1 b2 OR c3 or d4')).toEqual([['a1', 'b2'], ['c3'], ['d4']]);
    expect(shape('pre* scription')).toEqual([['pre*', 'scription~…']]);
    expect(shape('-"not this" john')).toEqual([['-not+this', 'john~…']]);
  });

  it('forgives only where it is told to, and never numbers, short words and what is quoted', () => {
    expect(shape('penicillin 500mg dose "dose" mg', false)).toEqual([['penicillin', '500+mg', 'dose', 'dose', 'mg']]);
    expect(shape('penicillin 500mg dose "dose" mg')).toEqual([['penicillin~', '500+mg', 'dose~', 'dose', 'mg']]);
  });

  it('takes the last word as a beginning only when it is long enough and wanted', () => {
    expect(shape('dr no')).toEqual([['dr', 'no']]);
    expect(shape('mr nor')).toEqual([['mr', 'nor…']]);
    expect(shape('pain "fever"')).toEqual([['pain~', 'fever']]);
    expect(shape('pain -fever')).toEqual([['pain~', '-fever']]);
  });

  it('takes a beginning of one letter as a word', () => {
    expect(shape('p* pe*')).toEqual([['p', 'pe*']]);
  });

  it('keeps parts of one written word together', () => {
    expect(shape('120/80 x')).toEqual([['120+80', 'x']]);
    expect(shape("O'Brien x")).toEqual([['obrien~', 'x']]);
  });

  it('drops marks, unclosed quotes and what says nothing', () => {
    expect(shape('Sm?ith x')).toEqual([['smith~', 'x']]);
    expect(shape('Smith? x')).toEqual([['smith~', 'x']]);
    expect(shape('"open phrase')).toEqual([['open+phrase']]);
    expect(shape('-x !! ""')).toEqual([]);
    expect(shape('(or pain)')).toEqual([['or', 'pain~…']]);
    expect(shape('or pain')).toEqual([['or', 'pain~…']]);
  });

  it('takes AND, OR and NOT in capitals for what they say, and any pair of quotes', () => {
    expect(shape('a1 AND b2 OR c3')).toEqual([['a1', 'b2'], ['c3']]);
    expect(shape('fever NOT „high fever“')).toEqual([['fever~', '-high+fever']]);
    expect(shape('fever AND NOT pain')).toEqual([['fever~', '-pain']]);
    expect(shape('and not “AND”')).toEqual([['and', 'not', 'and']]);
    expect(only('fever NOT tag:ward').labels).toEqual([{ field: 'tag', ways: [['ward']], isExcluded: true }]);
    expect(shape('NOT')).toEqual([['not…']]);
  });

  it('takes a number and its unit together, and asks for other ways to write a term', () => {
    expect(shape('aspirin 500 mg daily')).toEqual([['aspirin~', '500+mg', 'daily~…']]);
    expect(shape('500 mg daily')).toEqual(shape('500mg daily'));
    expect(shape('"500" mg')).toEqual([['500', 'mg']]);
    expect(only('Müller').terms[0].others).toEqual([{ tokens: ['mueller'], share: 1 }]);
    expect(only("l'hôpital x").terms[0]).toMatchObject({ tokens: ['lhopital'], others: [{ tokens: ['hopital'] }] });
  });

  it('reads titles and tags, quoted or not, wanted or not', () => {
    expect(only('aspirin title:"Letter of May" -TAG:Ward').labels).toEqual([
      { field: 'title', ways: [['letter', 'of', 'may']], isExcluded: false },
      { field: 'tag', ways: [['ward']], isExcluded: true },
    ]);
    expect(only('tag:"ward a"')).toEqual({
      terms: [],
      labels: [{ field: 'tag', ways: [['ward', 'a']], isExcluded: false }],
    });
    expect(parseSearch('-tag:ward', { isFuzzy: true })).toEqual([]);
    expect(shape('note:this')).toEqual([['note+this…']]);
  });

  it('reads years, months and days', () => {
    expect(only('fever from:1905 to:1906-2')).toMatchObject({ from: '1905-01-01', to: '1906-02-28' });
    expect(only('to:2024-02')).toEqual({ terms: [], labels: [], to: '2024-02-29' });
    expect(parseSearch('fever from:1905 or pain', { isFuzzy: false }).map(({ from }) => from)).toEqual([
      '1905-01-01',
      undefined,
    ]);
  });

  it.each(['from:soon', 'to:2023-02-29', 'from:1905-13', 'to:0000', 'from:""'])(
    'says what is wrong with %s',
    (query) => {
      expect(() => parseSearch(`pain ${query}`, { isFuzzy: true })).toThrow(
        expect.objectContaining({ code: 'search.bad_date', message: expect.stringContaining('1905-03') }),
      );
    },
  );

  it('does not look up more than 16 terms', () => {
    const query = Array.from({ length: 100 }, (_, i) => `w${i} tag:t${i}`).join(' ');
    const { terms, labels } = only(query);
    expect(terms.length + labels.length).toBe(16);
  });
});
