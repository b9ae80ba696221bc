import { describe, expect, it } from 'vitest';

import { matchPage, type SimilarTokens } from './match-words.js';
import { parseSearch } from './parse-search.js';
import type { Reading } from './reading.js';

const match = (words: Reading[][], query: string, similar?: SimilarTokens) =>
  matchPage({ words }, parseSearch(query, { isFuzzy: true }), similar);
const sureWords = (text: string): Reading[][] => text.split(' ').map((word) => [{ text: word, probability: 1 }]);
const marked = (text: string, query: string) => {
  const { words } = match(sureWords(text), query);
  return text.split(' ').filter((_, i) => words[i]);
};

describe('matchPage', () => {
  it('marks words, beginnings and phrases across words', () => {
    expect(marked('The Pain, the pains', 'pain x')).toEqual(['Pain,']);
    expect(marked('The Pain, the pains', 'pain')).toEqual(['Pain,', 'pains']);
    expect(marked('no acute pain but acute fever', '"acute fever"')).toEqual(['acute', 'fever']);
    expect(marked('pressure 120/80 and 120 alone 80', '120/80 x')).toEqual(['120/80']);
  });

  it('does not mark what is excluded', () => {
    expect(marked('pain and fever', 'pain -fever')).toEqual(['pain']);
  });

  it('says how sure each match is, and by which reading', () => {
    const readings = [
      { text: 'pemcillin', probability: 0.6 },
      { text: 'penicillin', probability: 0.25 },
      { text: 'Penicillin.', probability: 0.05 },
    ];
    const { words, certainty } = match([...sureWords('take'), readings], 'take penicillin');
    expect(words).toEqual([
      { certainty: 1, token: 'take' },
      { certainty: expect.closeTo(0.3, 6), token: 'penicillin' },
    ]);
    expect(certainty).toBeCloseTo(0.3, 6);
  });

  it('holds phrases through other readings', () => {
    const unsure = (text: string, other: string) => [
      { text, probability: 0.6 },
      { text: other, probability: 0.4 },
    ];
    const page = [unsure('ocute', 'acute'), unsure('pain', 'pair'), unsure('again', 'ogain')];
    expect(match(page, '"acute pair"')).toMatchObject({
      certainty: expect.closeTo(0.16, 6),
      words: [{}, {}, undefined],
    });
    expect(match(page, '"acute again"').certainty).toBe(0);
  });

  it('takes the best place of each term, and the best of several groups', () => {
    const page = [
      [{ text: 'fever', probability: 0.2 }],
      [{ text: 'fever', probability: 0.7 }],
      [{ text: 'pain', probability: 0.4 }],
    ];
    expect(match(page, '"fever" or "pain"').certainty).toBeCloseTo(0.7, 6);
    expect(match(page, '"fever" "pain"').certainty).toBeCloseTo(0.28, 6);
  });

  it('counts beginnings and words that look alike for less, and the likeliest alone', () => {
    expect(match(sureWords('pains'), 'pain').certainty).toBeCloseTo(0.6, 6);
    expect(match(sureWords('pains'), 'pain* x').words[0]?.certainty).toBe(1);
    const similar = new Map([['penicillin', new Map([['pemcillin', 0.5]])]]);
    expect(match([[{ text: 'pemcillin', probability: 0.8 }]], 'penicillin', similar)).toEqual({
      words: [{ certainty: expect.closeTo(0.36, 6), token: 'pemcillin' }],
      certainty: expect.closeTo(0.36, 6),
    });
  });

  it('is sure of a page that only labels are asked of', () => {
    expect(match(sureWords('pain'), 'tag:ward')).toEqual({ words: [undefined], certainty: 1 });
  });
});
