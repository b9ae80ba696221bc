import { expect, it } from 'vitest';
import { speak } from '../language/language.js';
import { changesText, isRefusal, sentenceOfRow } from './audit-words.js';

await speak('en');

it.each([
  ['{"role":["clerk","admin"],"isDisabled":[false,false]}', 'role: clerk → admin · isDisabled: false'],
  ['{"hold":"lifted","retainUntil":[null,"2027-01-01"]}', 'hold: lifted · retainUntil: none → 2027-01-01'],
  ['{"fields":["title"]}', 'fields: title'],
  [undefined, ''],
])('%s reads as %j', (changes, text) => {
  expect(changesText(changes === undefined ? {} : { changes })).toBe(text);
});

it('tells what was not done, and names what it does not know as it is', () => {
  expect(isRefusal({ outcome: 'auth.forbidden' })).toBe(true);
  expect(isRefusal({ outcome: 'done' })).toBe(false);
  expect(isRefusal({})).toBe(false);
  expect(sentenceOfRow({ action: 'something.new' })).toBe('something.new');
});
