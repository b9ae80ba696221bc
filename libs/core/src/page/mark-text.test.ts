import { expect, test } from 'vitest';
import { doubtfulLettersOf, markText } from './mark-text.js';

const word = (text: string, doubtfulLetters: number[] = [], uncertain = doubtfulLetters.length > 0) => ({
  text,
  uncertain,
  doubtfulLetters,
});

test('one "?" follows an uncertain word, however many of its letters are doubtful', () => {
  expect(markText(word("l'accept", [1, 2, 5]), 'words')).toBe("l'accept?");
  expect(markText(word("l'accept", [1, 2, 5]), 'letters')).toBe("l'?a?cce?pt");
  expect(markText(word("l'accept", [1, 2, 5]), 'none')).toBe("l'accept");
});

test('a word may be doubtful as a whole, and an empty one never is', () => {
  expect(markText(word('37.8', [], true), 'words')).toBe('37.8?');
  expect(markText(word('37.8', [], true), 'letters')).toBe('37.8');
  expect(markText(word('', [], true), 'words')).toBe('');
});

test('doubtful letters are found again, also beside question marks that were read', () => {
  const cases: [string, string, number[]][] = [
    ['Smith', 'Sm?ith?', [1, 4]],
    ['why?', 'why?', []],
    ['why?', 'w?hy??', [0, 2]],
    ['aab', 'aa?b', [1]],
    ['ça😀x', 'ça😀?x', [2]],
    ['', '', []],
  ];
  for (const [text, marked, indices] of cases) expect(doubtfulLettersOf(text, marked), marked).toEqual(indices);
});
