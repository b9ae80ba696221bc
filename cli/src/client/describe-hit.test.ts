import { expect, it } from 'vitest';
import type { SearchHit } from '@longhand/contracts';
import { describeHit } from './describe-hit.js';

const box = { x: 10.4, y: 20, width: 80, height: 30 };
const word = { id: '1', text: 'amoxil', box, confidence: 0.9, matched: true, certainty: 0.9, guess: false };
const hit: SearchHit = {
  documentId: 'd1',
  title: 'Visit\nof May',
  tags: [],
  page: 2,
  score: 0.5,
  certainty: 0.9,
  guess: false,
  snippet: 'takes amoxil daily',
  words: [{ ...word, id: '0', text: 'takes', matched: false }, word],
};

it('says where the words that were found stand, and names no sure one a guess', () =>
  expect(describeHit(hit).split('\n')).toEqual([
    'Visit of May, page 2  (document d1, score 0.500)',
    '  takes amoxil daily',
    '  "amoxil" at x 10, y 20, 80 x 30 px, 90 % certain',
  ]));

it('calls a page and a word a guess when they are less likely than not, and shows the reading that matched', () => {
  const guessed = { ...word, certainty: 0.2, guess: true, reading: 'amoxicillin' };
  const lines = describeHit({ ...hit, certainty: 0.2, guess: true, words: [word, guessed] }).split('\n');
  expect(lines[0]).toMatch(/, a guess: 20 % certain\)$/);
  expect(lines[2]).not.toContain('guess');
  expect(lines[3]).toBe('  "amoxil" (may say "amoxicillin") at x 10, y 20, 80 x 30 px, 20 % certain, a guess');
});
