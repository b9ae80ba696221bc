import { expect, test } from 'vitest';
import { normaliseText } from './normalise-text.js';
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

test('a run of letters that is no word is cut', () => {
  expect(tokenise('x'.repeat(5000))[0].token).toHaveLength(60);
});
