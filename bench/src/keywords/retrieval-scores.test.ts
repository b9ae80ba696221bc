import { describe, expect, it } from 'vitest';
import { keywordsOfPage } from './keywords-of-page.js';
import { retrievalScores } from './retrieval-scores.js';

const search = (relevant: string, ranked: string) => ({ relevant: new Set(relevant), ranked: [...ranked] });

describe('retrievalScores', () => {
  it('rewards what is found, and what is found early', () => {
    expect(retrievalScores([search('ab', 'ab')])).toEqual({
      searches: 1,
      recall: 1,
      averagePrecision: 1,
      precisionAtTen: 1,
      rightOfShown: 1,
    });
    // Found at the second and the fourth place: (1/2 + 2/4) / 2.
    expect(retrievalScores([search('ab', 'xaxb')])).toMatchObject({
      averagePrecision: 0.5,
      recall: 1,
      rightOfShown: 0.5,
    });
    expect(retrievalScores([search('ab', 'b')])).toMatchObject({
      averagePrecision: 0.5,
      recall: 0.5,
      precisionAtTen: 0.5,
    });
    expect(retrievalScores([search('a', '')])).toMatchObject({ averagePrecision: 0, recall: 0, rightOfShown: 1 });
  });

  it('looks at the first ten for precision, and at everything for recall', () => {
    const scores = retrievalScores([search('a', 'bcdefghijka'), search('bcdefghijklm', 'bcdefghijk')]);
    expect(scores.precisionAtTen).toBe(0.5);
    expect(scores.rightOfShown).toBe(0.5);
    expect(scores.recall).toBeCloseTo((1 + 10 / 12) / 2, 9);
    expect(scores.averagePrecision).toBeCloseTo((1 / 11 + 10 / 12) / 2, 9);
  });
});

describe('keywordsOfPage', () => {
  it('takes words of four letters or more, without marks of the transcription and the consent sentence', () => {
    const lines = [
      'wikitexte_0012',
      'Le Château est >grande< beau,',
      'M^r Walsh ⟦of Dublin⟧ 1905 août',
      'sous licence CC-BY pour être utilisé',
    ].map((text) => ({ text }));
    expect([...keywordsOfPage(lines)]).toEqual(['chateau', 'beau', 'walsh', 'aout']);
  });
});
