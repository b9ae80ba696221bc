import { NgramModel } from '@longhand/core';
import { expect, test } from 'vitest';
import { learnNgrams } from './learn-ngrams.js';
import { linesOfText } from './lines-of-text.js';

const characters = ' abcdefghijklmnopqrstuvwxyz';
const line = (text: string, weight = 1) => ({ text, weight, isLine: true });
const texts = ['take the tablet', 'the tablet at noon', 'take at night'].map((text) => line(text));

/** Probability of a character after the beginning of a line. */
function after(model: NgramModel, before: string, character: string): number {
  let state = model.start;
  for (const c of before) state = model.next(state, c);
  model.next(state, character);
  return model.probability;
}

test.each([2, 3, 6])('the probabilities of what may follow add up to 1, order %i', (order) => {
  const model = new NgramModel(learnNgrams(texts, { order, characters, least: [0] }));
  for (const before of ['', 'ta', 'take the t', 'qqq', 'the tablet at noon']) {
    const sum = Array.from(characters, (c) => after(model, before, c)).reduce((a, b) => a + b);
    // Kept in sixteenths of a nat.
    expect(sum).toBeGreaterThan(0.94);
    expect(sum).toBeLessThan(1.06);
  }
});

test('counts are smoothed as Witten and Bell have it', () => {
  const model = new NgramModel(learnNgrams([line('ab'), line('ac')], { order: 2, characters: 'abcd', least: [0] }));
  // Single characters: 4 in all, of 3 kinds; after a: b and c once each.
  const alone = (1 + 3 / 4) / (4 + 3);
  expect(after(model, 'a', 'b')).toBeCloseTo((1 + 2 * alone) / (2 + 2), 1);
  expect(after(model, 'd', 'b')).toBeCloseTo(alone, 1);
});

test('rare runs are left out, and the model still gives everything a probability', () => {
  const all = learnNgrams(texts, { order: 4, characters, least: [0] });
  const pruned = learnNgrams(texts, { order: 4, characters, least: [0, 1, 2, 2] });
  expect(pruned.codes.length).toBeLessThan(0.8 * all.codes.length);
  const model = new NgramModel(pruned);
  expect(after(model, 'the t', 'a')).toBeGreaterThan(0.5);
  expect(after(model, 'the t', 'z')).toBeGreaterThan(1e-4);
});

test('a weight counts as often, a piece teaches nothing of how lines begin', () => {
  const learn = (own: Parameters<typeof learnNgrams>[0]) =>
    new NgramModel(learnNgrams(own, { order: 3, characters, least: [0] }));
  expect(after(learn([line('a'), line('b', 9)]), '', 'b')).toBeGreaterThan(0.75);
  const piece = { text: ' b ', weight: 9, isLine: false };
  expect(after(learn([line('a'), piece]), '', 'b')).toBeLessThan(0.4);
});

test('running text is cut between words into lines', () => {
  const words = Array.from({ length: 60 }, (_, i) => `word${i}`);
  const lines = [...linesOfText([words.join(' '), 'short one'])];
  expect(lines.join(' ')).toBe(`${words.join(' ')} short one`);
  expect(lines.length).toBeGreaterThan(6);
  for (const own of lines) expect(own.length).toBeLessThan(75);
});
