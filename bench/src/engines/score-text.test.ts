import { expect, test } from 'vitest';
import { scoreText } from './score-text.js';

const page = (...texts: string[]) => ({ lines: texts.map((text) => ({ text, polygon: [], baseline: [] })) });

test('what is read right scores full, whatever the order of its lines', () => {
  const truth = page('Le médecin arrive', 'demain matin');
  expect(scoreText('Le médecin arrive\ndemain matin', truth)).toEqual({ recall: 1, edits: 0, characters: 30 });
  expect(scoreText('demain matin\nLe medecin ARRIVE', truth).recall).toBe(1);
});

test('words of three letters or more count, each once; edits count all characters', () => {
  const truth = page('on the way to the sea');
  expect(scoreText('on the wax to a sea', truth)).toEqual({ recall: 2 / 4, edits: 4, characters: 21 });
});

test('page codes and struck-out words are no text of the page', () => {
  const truth = page('wikitexte_0012', '>quite wrong<', 'plain ^2 >old<text');
  expect(scoreText('plain 2 text', truth)).toMatchObject({ edits: 0, characters: 12 });
});

test('nothing read: no keyword, and every character is an edit', () => {
  expect(scoreText('', page('three words here'))).toEqual({ recall: 0, edits: 16, characters: 16 });
});
