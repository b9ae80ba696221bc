import { describe, expect, it } from 'vitest';
import { matchWords } from './match-words.js';
import { parseSearch } from './parse-search.js';
import { snippetRange } from './snippet-range.js';

const matches = (text: string, query: string) => {
  const words = text.split(' ');
  const matched = matchWords(words, parseSearch(query));
  return words.filter((_, i) => matched[i]);
};

describe('matchWords', () => {
  it('marks words, beginnings and phrases across words', () => {
    expect(matches('The Pain, the pains', 'pain x')).toEqual(['Pain,']);
    expect(matches('The Pain, the pains', 'pain')).toEqual(['Pain,', 'pains']);
    expect(matches('no acute pain but acute fever', '"acute fever"')).toEqual(['acute', 'fever']);
    expect(matches('pressure 120/80 and 120 alone 80', '120/80 x')).toEqual(['120/80']);
  });

  it('does not mark what is excluded', () => {
    expect(matches('pain and fever', 'pain -fever')).toEqual(['pain']);
  });
});

describe('snippetRange', () => {
  it('shows the densest group of matches with a little before it', () => {
    const texts = Array.from({ length: 200 }, (_, i) => `word${i}`);
    const matched = texts.map((_, i) => i === 10 || i === 100 || i === 103);
    const { from, to } = snippetRange(texts, matched);
    expect(from).toBe(96);
    expect(to).toBeGreaterThan(103);
    expect(texts.slice(from, to).join(' ').length).toBeLessThan(175);
  });

  it('is the beginning when nothing matches, and empty for an empty page', () => {
    expect(snippetRange(['a', 'b'], [false, false])).toEqual({ from: 0, to: 2 });
    expect(snippetRange([], [])).toEqual({ from: 0, to: 0 });
  });
});
