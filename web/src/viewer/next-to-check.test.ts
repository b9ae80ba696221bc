import { expect, it } from 'vitest';
import { nextToCheck } from './next-to-check.js';

const word = (id: string, uncertain = false, more: object = {}) => ({ id, uncertain, ...more });

it('goes to the next word to check, behind the last to the first, else to the one that follows', () => {
  const words = [word('a', true), word('b'), word('c', true), word('d'), word('e', true, { correctedAt: 'now' })];
  expect(nextToCheck(words, words[0])?.id).toBe('c');
  expect(nextToCheck(words, words[1])?.id).toBe('c');
  expect(nextToCheck(words, words[2])?.id).toBe('a');
  expect(nextToCheck([words[0], words[1]], words[0])?.id).toBe('b');
  expect(nextToCheck([words[0], words[1]], words[1])?.id).toBe('a');
  expect(nextToCheck([words[1], words[3]], words[3])).toBeUndefined();
});

it('passes over what waits for another person, and stops at what people typed differently', () => {
  const words = [word('a'), word('b', true, { keying: 'once' }), word('c', false, { keying: 'disputed' })];
  expect(nextToCheck(words, words[0])?.id).toBe('c');
});
