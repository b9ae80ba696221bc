import { describe, expect, test } from 'vitest';
import { decodeLine } from '../ctc/decode-line.js';
import { spelledScores } from '../ctc/made-up-rows.test-suite.js';
import type { LanguageModel, LanguageOptions, LanguageState } from './language-model.js';
import { MixedModel } from './mixed-model.js';
import { NgramModel } from './ngram-model.js';
import { smallModel } from './packed.test-suite.js';
import { decodeNgrams, encodeNgrams } from './packed-ngrams.js';
import { isWordCharacter, wordBonuses } from './word-bonus.js';

/** Probability of each character of a text from the beginning of a line. */
function probabilities(text: string, model = new NgramModel(smallModel())): number[] {
  let state = model.start;
  return Array.from(text, (character) => {
    state = model.next(state, character);
    return model.probability;
  });
}

describe('an n-gram model', () => {
  test('looks at the longest run that it has, and backs off else', () => {
    const seen = [1 / 2, 3 / 4, 7 / 8, 3 / 4];
    for (const [i, p] of probabilities('abab').entries()) expect(p).toBeCloseTo(seen[i], 1);
    // a after a: 1/2 x 1/2; b after ab: not after ab (1/8), nothing is known after b, b alone.
    expect(probabilities('aa')[1]).toBeCloseTo(1 / 4, 2);
    expect(probabilities('abb')[2]).toBeCloseTo(1 / 8 / 4, 2);
  });

  test('gives unknown characters next to nothing and goes on', () => {
    const [, unknown, after] = probabilities('a#a');
    expect(unknown).toBeLessThan(1e-5);
    expect(after).toBeCloseTo(1 / 2, 1);
  });

  test('comes back from its bytes, and cut bytes are refused', () => {
    const bytes = encodeNgrams(smallModel());
    expect(probabilities('abab', new NgramModel(decodeNgrams(bytes)))).toEqual(probabilities('abab'));
    for (const length of [2, 20, bytes.length - 1])
      expect(() => decodeNgrams(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'language.unreadable' }),
      );
  });
});

describe('several languages', () => {
  const other = { ...smallModel(), costs: smallModel().costs.with(1, 60).with(2, 2) };
  const model = new MixedModel([new NgramModel(smallModel()), new NgramModel(other)]);
  const shareAfter = (text: string, earlier?: ReturnType<typeof model.start>) =>
    Array.from(text).reduce((state, c) => model.next(state, c), model.start(earlier));

  test('the text so far tells the language, and the probability is their mean', () => {
    expect(model.start().shares).toEqual([0.5, 0.5]);
    expect(shareAfter('aa').shares[0]).toBeGreaterThan(0.9);
    expect(shareAfter('bb').shares[1]).toBeGreaterThan(0.8);
    expect(Math.exp(shareAfter('a').logProbability)).toBeCloseTo((0.5 + Math.exp(-60 / 16)) / 2, 2);
  });

  test('the next line begins with the language of the one before it', () => {
    const next = model.start(shareAfter('aa'));
    expect(next.shares[0]).toBeGreaterThan(0.75);
    expect(next.shares[0]).toBeLessThan(0.9);
    expect(next.logProbability).toBe(0);
  });
});

describe('known words', () => {
  const even: LanguageModel = { start: () => ({ logProbability: 0 }), next: () => ({ logProbability: 0 }) };
  const known = new Set(['noon', 'été', 'mg', 'x5y']);
  const options: LanguageOptions = { model: even, weight: 1, bonus: 0, words: { known, bonus: 2 } };
  const alphabet = ' 0123456789abcdefghijklmnopqrstuvwxyz';

  test('a bonus for each known word of three letters, none with digits', () => {
    expect(wordBonuses("Noon d'Été, at 5 mg x5y", options)).toBe(4);
    expect(wordBonuses('moon', options)).toBe(0);
    expect(wordBonuses('noon', { ...options, words: undefined })).toBe(0);
    expect(Array.from("aÉ5 '-", isWordCharacter)).toEqual([true, true, true, false, false, false]);
  });

  test('they win close decisions within a line, and at its end', () => {
    const scores = spelledScores('at moon we', alphabet, { at: 3, rival: 'n', probability: 0.4 });
    expect(decodeLine(scores, { alphabet }).text).toBe('at moon we');
    expect(decodeLine(scores, { alphabet, language: options }).text).toBe('at noon we');
    const last = spelledScores('at moon', alphabet, { at: 3, rival: 'n', probability: 0.4 });
    expect(decodeLine(last, { alphabet, language: options }).text).toBe('at noon');
  });

  test('they are no constraint, and numbers stay as the ink has them', () => {
    const clear = spelledScores('at moon', alphabet, { at: 3, rival: 'n', probability: 0.05 });
    expect(decodeLine(clear, { alphabet, language: options }).text).toBe('at moon');
    const dose = spelledScores('x6y', alphabet, { at: 1, rival: '5', probability: 0.45 });
    expect(decodeLine(dose, { alphabet, language: options }).text).toBe('x6y');
  });

  test('the end of a line is where the next one goes on', () => {
    const model: LanguageModel<LanguageState & { text: string }> = {
      start: (earlier) => ({ logProbability: 0, text: earlier ? `${earlier.text}|` : '' }),
      next: ({ text }, character) => ({ logProbability: 0, text: text + character }),
    };
    const language = { model, weight: 1, bonus: 0 };
    const first = decodeLine(spelledScores('we go', alphabet), { alphabet, language });
    const second = decodeLine(spelledScores('on', alphabet), { alphabet, language, earlier: first.end });
    expect(second.end).toMatchObject({ text: 'we go |on ' });
  });
});
