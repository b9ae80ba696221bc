import { expect, test } from 'vitest';
import { decodeLine } from './decode-line.js';
import type { LineScores, StripScores } from './line-scores.js';
import { spelledScores } from './made-up-rows.test-suite.js';

const alphabet = ' abdeos';
const withLarger = (scores: LineScores, larger: LineScores, scale = 1): StripScores => ({
  ...scores,
  widthFrames: scores.frames,
  larger: { ...larger, widthFrames: scores.frames * scale },
});
const doubtful = spelledScores('do see', alphabet, { at: 1, rival: 'a', probability: 0.48 });

test('a larger look decides where the first one is in doubt', () => {
  const sure = spelledScores('da see', alphabet);
  expect(decodeLine(doubtful, { alphabet }).text).toBe('do see');
  const { words, greedyText } = decodeLine(withLarger(doubtful, sure), { alphabet });
  expect(words.map(({ text }) => text)).toEqual(['da', 'see']);
  expect(words[0].alternatives[0].text).toBe('do');
  expect(words[0].confidence).toBeGreaterThan(0.5);
  expect(words[0].confidence).toBeLessThan(0.8);
  expect(words[0].characters.map(({ character }) => character)).toEqual(['d', 'a']);
  expect(greedyText).toBe('do see');
});

test('where both looks agree the word is surer than by the first alone', () => {
  const [alone, both] = [doubtful, withLarger(doubtful, spelledScores('do see', alphabet))].map(
    (scores) => decodeLine(scores, { alphabet }).words[0],
  );
  expect(both.text).toBe('do');
  expect(both.confidence).toBeGreaterThan(alone.confidence + 0.1);
});

test('a word that the first look is sure of stays', () => {
  const other = spelledScores('da aee', alphabet);
  const { words } = decodeLine(withLarger(doubtful, other), { alphabet });
  expect(words.map(({ text }) => text)).toEqual(['da', 'see']);
});

test('the frames of a larger look are found by its scale', () => {
  const sure = spelledScores('da see', alphabet);
  const { classes, frames, logits } = sure;
  const stretched = new Float32Array(2 * logits.length);
  for (let t = 0; t < 2 * frames; t++)
    stretched.set(logits.subarray((t >> 1) * classes, ((t >> 1) + 1) * classes), t * classes);
  const larger = { logits: stretched, frames: 2 * frames, classes };
  const { words } = decodeLine(withLarger(doubtful, larger, 2), { alphabet });
  expect(words.map(({ text }) => text)).toEqual(['da', 'see']);
});

test('a reading that the first look cannot show is not taken', () => {
  const short = spelledScores('do', alphabet, { at: 1, rival: 'a', probability: 0.48 });
  const long = spelledScores('abdeabdeabde', alphabet);
  const { words } = decodeLine(withLarger(short, long, long.frames / short.frames), { alphabet });
  expect(words.map(({ text }) => text)).toEqual(['do']);
});
