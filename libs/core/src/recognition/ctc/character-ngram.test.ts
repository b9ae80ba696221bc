import { expect, test } from 'vitest';
import { learnCharacterModel } from './character-ngram.js';
import { decodeLine } from './decode-line.js';
import { spelledScores } from './made-up-rows.test-suite.js';

const alphabet = ' abcdefghijklmnopqrstuvwxyz';
const lines = ['take the tablet', 'the tablet at noon', 'take at night'];

test.each([1, 2, 5])('the probabilities of what may follow add up to 1, order %i', (order) => {
  const model = learnCharacterModel(lines, { order, characters: alphabet.length });
  for (const before of ['', 'ta', 'take the t', 'qqq', 'the tablet at noon']) {
    const sum = Array.from(alphabet, (c) => Math.exp(model.logProbability(before, c))).reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(1, 9);
  }
});

test('counts are smoothed as Witten and Bell have it', () => {
  const model = learnCharacterModel(['ab', 'ac'], { order: 2, characters: 4 });
  // Single characters: 4 in all, of 3 kinds; after a: b and c once each.
  const alone = (1 + 3 / 4) / (4 + 3);
  expect(Math.exp(model.logProbability('a', 'b'))).toBeCloseTo((1 + 2 * alone) / (2 + 2), 9);
  expect(Math.exp(model.logProbability('b', 'b'))).toBeCloseTo(alone, 9);
});

test('the model reads a doubtful letter by its neighbours', () => {
  const scores = spelledScores('take the toblet', alphabet, { at: 10, rival: 'a', probability: 0.4 });
  const model = learnCharacterModel(lines, { order: 5, characters: alphabet.length });
  expect(decodeLine(scores, { alphabet }).text).toBe('take the toblet');
  expect(decodeLine(scores, { alphabet, language: { model, weight: 0.6, bonus: 1 } }).text).toBe('take the tablet');
});
