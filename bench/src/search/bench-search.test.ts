import { seededRandom } from '@longhand/core';
import { describe, expect, it } from 'vitest';
import { makePage } from './make-page.js';
import { timesOf } from './measure-queries.js';
import { makeVocabulary } from './vocabulary.js';

const vocabulary = makeVocabulary(2000);

describe('made pages', () => {
  it('are the same for the same seed', () => {
    expect(makePage(vocabulary, seededRandom(3), 40)).toEqual(makePage(vocabulary, seededRandom(3), 40));
    expect(makePage(vocabulary, seededRandom(3), 40)).not.toEqual(makePage(vocabulary, seededRandom(4), 40));
  });

  it('have doubtful words, some of them shown wrongly, with probabilities that add up to at most 1', () => {
    const random = seededRandom(1);
    const pages = Array.from({ length: 200 }, () => makePage(vocabulary, random, 40));
    const words = pages.flatMap(({ words }) => words);
    const truth = pages.flatMap(({ truth }) => truth);
    const share = (test: (i: number) => boolean) => words.filter((_, i) => test(i)).length / words.length;
    expect(share((i) => words[i].length > 1)).toBeGreaterThan(0.15);
    expect(share((i) => words[i][0].text !== truth[i])).toBeGreaterThan(0.03);
    expect(share((i) => words[i].every(({ text }) => text !== truth[i]))).toBeLessThan(0.01);
    expect(
      Math.max(...words.map((readings) => readings.reduce((sum, { probability }) => sum + probability, 0))),
    ).toBeLessThan(1.01);
  });
});

describe('the vocabulary', () => {
  it('knows how often its words are to be expected', () => {
    const random = seededRandom(5);
    const drawn = Array.from({ length: 40_000 }, () => vocabulary.draw(random));
    for (const times of [30, 300]) {
      const rank = vocabulary.rankOf(times, drawn.length);
      const near = vocabulary.words.slice(rank - 5, rank + 6);
      const mean = drawn.filter((word) => near.includes(word)).length / near.length;
      expect(mean / times).toBeGreaterThan(0.7);
      expect(mean / times).toBeLessThan(1.4);
    }
  });
});

it('percentiles are values that were measured', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(timesOf(values)).toEqual({ p50: 50, p95: 95, max: 100 });
  expect(timesOf([7])).toEqual({ p50: 7, p95: 7, max: 7 });
});
