import { expect, test } from 'vitest';
import { normaliseText } from '../text/normalise-text.js';
import { tokenise } from './tokenise.js';

test('case, accents and ligatures do not matter', () => {
  expect(normaliseText('Crème BRÛLÉE ﬁn Straße Œdème')).toBe('creme brulee fin strasse oedeme');
  expect(normaliseText('cre\u0300me')).toBe(normaliseText('crème'));
});

test('a number and its unit are two words, a name with an apostrophe is one', () => {
  const tokens = (text: string) => tokenise(text).tokens.map(({ token }) => token);
  expect(tokens("Mme O'Brien, 5mg")).toEqual(['mme', 'obrien', '5', 'mg']);
  expect(tokens('— ? …')).toEqual([]);
});

test('a run of letters that is no word is cut', () => {
  expect(tokenise('x'.repeat(5000)).tokens[0].token).toHaveLength(60);
});

test('a box of a form is found by its sign and by its name', () => {
  const words = (text: string) =>
    tokenise(text).tokens.flatMap(({ token, others }) => [token, ...others.map((o) => o.token)]);
  expect(words('Smoker ☒ yes ☐ no')).toEqual(['smoker', 'ticked', 'checked', 'yes', 'unticked', 'unchecked', 'no']);
  expect(words('☑')).toEqual(words('☒'));
});
