import type { ModelEntry } from '@longhand/inference';
import { expect, test } from 'vitest';
import { GLYPH_ALPHABET, glyphSet } from '../datasets/glyph-set.js';
import { foldClasses, mergedClasses } from './fold-classes.js';
import { measureModel, type TestSets } from './measure-model.js';
import { wilsonInterval } from './wilson-interval.js';

const entry = (trainedOn: ModelEntry['trainedOn'], alphabet = GLYPH_ALPHABET) =>
  ({ trainedOn, alphabet, temperature: 1 }) as ModelEntry;
const label = (character: string) => GLYPH_ALPHABET.indexOf(character);

/** A set of one-pixel images that hold the class which the network below will answer. */
const setOf = (pairs: Array<[truth: string, answer: string]>, alphabet = GLYPH_ALPHABET) =>
  glyphSet(
    Uint8Array.from(pairs, ([, answer]) => alphabet.indexOf(answer)),
    pairs.map(([truth]) => alphabet.indexOf(truth)),
    { size: { height: 1, width: 1 }, alphabet },
  );
/** Sure of its answer, with the other case second and the digit 0 third. */
const predict = async (glyphs: Uint8Array) => {
  const logits = new Float32Array(glyphs.length * 62);
  glyphs.forEach((answer, i) => {
    logits[i * 62] = 2;
    logits[i * 62 + answer] = 9;
    const character = GLYPH_ALPHABET[answer];
    const twin = character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
    if (twin !== character) logits[i * 62 + label(twin)] = 6;
  });
  return logits;
};
const refuse = () => Promise.reject(new Error('this set was seen in training'));
const only = (sets: Partial<TestSets>): TestSets => ({
  mnistTest: refuse,
  byClassTest: refuse,
  hashSplitTest: refuse,
  ...sets,
});
const byName = (figures: Awaited<ReturnType<typeof measureModel>>) =>
  Object.fromEntries(figures.map(({ name, value, images }) => [name, [Number(value.toFixed(3)), images]]));

test('a network of the hash split is measured on its test part alone', async () => {
  const set = setOf([
    ['C', 'c'],
    ['A', 'a'],
    ['7', '7'],
    ['x', 'x'],
  ]);
  const figures = byName(await measureModel(entry('emnist-split'), predict, only({ hashSplitTest: async () => set })));
  expect(figures.accuracy62).toEqual([0.5, 4]);
  // C and c are one class of 47, A and a are two.
  expect(figures.accuracy47).toEqual([0.75, 4]);
  // Told that only digits and capitals occur, c becomes C and a becomes A; x is not asked.
  expect(figures.accuracy36).toEqual([1, 3]);
  expect(figures.accuracyDigits).toEqual([1, 1]);
});

test('a network of the pool is measured on the complete ByClass test, over 47 classes', async () => {
  const set = setOf([
    ['c', 'C'],
    ['a', 'A'],
    ['1', '1'],
  ]);
  const figures = await measureModel(entry('emnist-pool'), predict, only({ byClassTest: async () => set }));
  expect(byName(figures)).toEqual({ accuracy47: [0.667, 3], accuracyDigits: [1, 1] });
});

test('47 classes: 15 letters merge, and their probabilities add up', () => {
  const groups = mergedClasses(GLYPH_ALPHABET);
  expect(new Set(groups).size).toBe(47);
  const p = new Float32Array(62);
  p[label('o')] = 0.3;
  p[label('O')] = 0.3;
  p[label('0')] = 0.4;
  const folded = foldClasses(p, groups);
  expect(folded[label('O')]).toBeCloseTo(0.6);
  expect(folded[label('o')]).toBe(0);
});

test('the interval of 99.5 % of 10,000', () => {
  const [low, high] = wilsonInterval(0.995, 10_000);
  expect(low).toBeCloseTo(0.9934, 4);
  expect(high).toBeCloseTo(0.9962, 4);
});
