import { describe, expect, it } from 'vitest';
import { pairLexeme, quoted } from './lexemes.js';
import { searchBodyOf, labelsOf, pageMarksOf } from './search-row.js';
import { weightOf, worths } from './weights.js';

const tenantId = '01a20438-c8d7-77b7-b213-2bd53677fc18';

describe('bodyOf', () => {
  it('keeps what is sure and what is a guess apart, each at its place with its weight', () => {
    const body = searchBodyOf(tenantId, [
      [{ text: 'Take', probability: 0.97 }],
      [
        { text: 'pemcillin', probability: 0.6 },
        { text: 'Penicillin', probability: 0.3 },
        { text: 'pencil', probability: 0.004 },
      ],
      [{ text: 'take', probability: 0.95 }],
    ]);
    const lexemes = body.split(' ').filter((part) => !part.includes('_'));
    expect(lexemes).toEqual([
      "'7fc18.take':1A,3A",
      "'7fc18.pemcillin':2B",
      "'7fc18~penicillin':2A",
      "'7fc18~pencil':2D",
    ]);
    const pairs = body.split(' ').filter((part) => part.includes('_'));
    const likely = [
      ['take', 'pemcillin'],
      ['take', 'penicillin'],
      ['pemcillin', 'take'],
      ['penicillin', 'take'],
    ];
    expect(pairs.toSorted()).toEqual(likely.map(([a, b]) => quoted(pairLexeme('7fc18', a, b))).toSorted());
  });

  it('keeps no more places of a word than PostgreSQL does', () => {
    const words = Array.from({ length: 400 }, () => [{ text: 'the', probability: 1 }]);
    expect(searchBodyOf(tenantId, words).split(' ')[0].split(',')).toHaveLength(255);
    expect(searchBodyOf(tenantId, [])).toBe('');
  });
});

describe('labelsOf', () => {
  it('has words of title and name, whole tags, and the date in every size', () => {
    const labels = labelsOf(tenantId, {
      name: 'scan.jpg',
      title: 'Été',
      tags: ["Dr O'Hara", '!'],
      recordDate: '1905-03-21',
    });
    expect(labels).toBe(
      "'7fc18tete' '7fc18tscan' '7fc18tjpg' '7fc18gdr ohara' '7fc18g' '7fc18wete' '7fc18wdr' '7fc18wohara' " +
        "'7fc18d1' '7fc18d19' '7fc18d190' '7fc18d1905' '7fc18d190503' '7fc18d19050321'",
    );
  });
});

describe('pageMarksOf', () => {
  it('has warnings by the last part of their code, and scripts by code and name', () => {
    expect(pageMarksOf(tenantId, { warnings: ['page.other_script'], scripts: ['Deva'] })).toBe(
      "'7fc18pwother script' '7fc18psdeva' '7fc18psdevanagari'",
    );
    expect(pageMarksOf(tenantId, { warnings: [], scripts: [] })).toBe('');
  });
});

describe('weights', () => {
  it('are classes of probability, worth more the more probable they are', () => {
    expect([1, 0.9, 0.89, 0.5].map(weightOf)).toEqual(['A', 'A', 'B', 'B']);
    expect([0.49, 0.25, 0.2, 0.1, 0.05, 0.02, 0.019, 0].map(weightOf)).toEqual([
      'A',
      'A',
      'B',
      'B',
      'C',
      'C',
      'D',
      'D',
    ]);
    expect(worths('sure', () => 1)).toBe('{0,0,0.7,1}');
    expect(worths('guess', () => 0.5)).toBe('{0.0025,0.025,0.08,0.175}');
  });

  it('gives neighbours one of a million numbers, whichever comes first', () => {
    expect(pairLexeme('7fc18', 'acute', 'pain')).not.toBe(pairLexeme('7fc18', 'pain', 'acute'));
    const seen = new Set(Array.from({ length: 1000 }, (_, i) => pairLexeme('7fc18', 'word', `next${i}`)));
    expect(seen.size).toBeGreaterThan(990);
    expect([...seen].every((lexeme) => /^7fc18_[0-9a-z]{1,4}$/.test(lexeme))).toBe(true);
  });
});
