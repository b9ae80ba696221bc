import { expect, it } from 'vitest';
import { runsOf } from './shaded-word.js';

it('parts a word into runs of sure and of doubtful letters', () => {
  const shown = (text: string, doubtful: number[]) =>
    runsOf(text, doubtful).map(({ letters, isDoubtful }) => (isDoubtful ? `[${letters}]` : letters));
  expect(shown('penicillin', [4, 5, 9])).toEqual(['peni', '[ci]', 'lli', '[n]']);
  expect(shown('😀x', [1])).toEqual(['😀', '[x]']);
  expect(shown('', [])).toEqual([]);
});
