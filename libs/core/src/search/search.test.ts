import { expect, test } from 'vitest';
import { makeSnippet } from './make-snippet.js';
import { normaliseText } from './normalise-text.js';
import { isMatch, parseQuery } from './parse-query.js';
import { tokenise } from './tokenise.js';

test('case, accents and ligatures do not matter', () => {
  expect(normaliseText('Crème BRÛLÉE ﬁn Straße Œdème')).toBe('creme brulee fin strasse oedeme');
  expect(normaliseText('cre\u0300me')).toBe(normaliseText('crème'));
});

test('tokens keep their place in the text as written', () => {
  const text = "Mme O'Brien, 5mg";
  expect(tokenise(text)).toEqual([
    { token: 'mme', start: 0, end: 3 },
    { token: 'obrien', start: 4, end: 11 },
    { token: '5mg', start: 13, end: 16 },
  ]);
  expect(tokenise('— ? …')).toEqual([]);
});

test('a query is a set of normalised terms', () => {
  expect(parseQuery('  Ramipril, ramipril 5 ').terms).toEqual(['ramipril', '5']);
  expect(parseQuery('?!').terms).toEqual([]);
  expect(parseQuery('a b c d e f g h i j k l m n').terms).toHaveLength(12);
});

test('terms match beginnings of words', () => {
  expect(isMatch('(Ramipril', ['rami'])).toBe(true);
  expect(isMatch('Ramipril', ['april'])).toBe(false);
});

test('the snippet shows the place with most terms', () => {
  const text = `${'Nothing here. '.repeat(30)}She takes\nramipril 5 mg every day. ${'Other text. '.repeat(30)}`;
  const snippet = makeSnippet(text, ['ramipril', 'day'], { maxLength: 60, open: '[', close: ']' });
  expect(snippet).toMatch(/^… .*She takes \[ramipril\] 5 mg every \[day\]/);
  expect(snippet.length).toBeLessThanOrEqual(60 + 8);
  expect(makeSnippet('Dear Dr Walsh', ['nothing'])).toBe('Dear Dr Walsh');
  expect(makeSnippet('', ['x'])).toBe('');
});
