import { expect, test } from 'vitest';
import { speak } from '../language/language.js';
import { stateOfKey } from './key-state.js';

await speak('en');

const now = new Date('2026-05-01T12:00:00Z');
const [before, after] = ['2026-04-01T00:00:00Z', '2026-06-01T00:00:00Z'];

test.each([
  ['one without an end', {}, true, /until it is revoked/],
  ['one that ends later', { expiresAt: after }, true, /Valid until .*2026/],
  ['one that has ended', { expiresAt: before }, false, /Expired on .*2026/],
  [
    'one that was revoked, whenever it would have ended',
    { expiresAt: after, revokedAt: before },
    false,
    /Revoked .*2026/,
  ],
])('%s', (_, key, isValid, words) => {
  const state = stateOfKey(key, now);
  expect(state.isValid).toBe(isValid);
  expect(state.words).toMatch(words);
});
