import { describe, expect, test } from 'vitest';
import type { LanguageModel, LanguageOptions } from '../language/language-model.js';
import { MixedModel } from '../language/mixed-model.js';
import { NgramModel } from '../language/ngram-model.js';
import { smallModel } from '../language/packed.test-suite.js';
import { textBias } from '../language/text-bias.js';
import { followText, textTreeFor } from '../language/text-tree.js';
import { logRowsOf } from './line-scores.js';
import { madeUpScores } from './made-up-rows.test-suite.js';
import { plainBeam } from './plain-beam.test-suite.js';
import { type BeamOptions, prefixBeam } from './prefix-beam.js';

const alphabet = ' ab,';
const other = { ...smallModel(), costs: smallModel().costs.with(1, 60).with(2, 2) };
const model = new MixedModel([new NgramModel(smallModel()), new NgramModel(other)]);
const words = { known: new Set(['aba', 'bab', 'abba']), bonus: 1 };
const language: LanguageOptions = { model, weight: 0.6, bonus: 1.5, words };
/** The same model, but for its numbered states. */
const asObjects: LanguageModel = {
  start: (earlier) => model.start(earlier as ReturnType<typeof model.start> | undefined),
  next: (state, character) => model.next(state as ReturnType<typeof model.start>, character),
};

function expectSame(rows: ReturnType<typeof logRowsOf>, options: BeamOptions): void {
  const wanted = plainBeam(rows, options);
  const found = prefixBeam(rows, options);
  expect(found.map(({ text }) => text).toSorted()).toEqual([...wanted.keys()].toSorted());
  for (const { text, logProbability, score } of found) {
    expect(logProbability).toBeCloseTo(wanted.get(text)!.logProbability, 9);
    expect(score).toBeCloseTo(wanted.get(text)!.score, 9);
  }
}

describe('the fast search gives what the plain one gives', () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  test.each(seeds)('readings, their probabilities and scores (seed %i)', (seed) => {
    const rows = logRowsOf(madeUpScores(14, 5, { seed, spread: 4 }));
    for (const width of [3, 8, 20]) {
      const options: BeamOptions = { alphabet, width, minProbability: 3e-3 };
      expectSame(rows, options);
      expectSame(rows, { ...options, language });
      expectSame(rows, { ...options, language: { ...language, model: asObjects } });
      expectSame(rows, { ...options, language: { ...language, words: undefined, bonus: -0.5 } });
    }
  });

  test('after a text, and before a blank', () => {
    const rows = logRowsOf(madeUpScores(10, 5, { seed: 9, spread: 4 }));
    const before = followText(model.start(), 'ab ab, ', { alphabet, language });
    expectSame(rows, { alphabet, width: 12, minProbability: 3e-3, language, before, after: ' ' });
  });

  test('whatever was asked before, and after the tree was emptied', () => {
    const options: BeamOptions = { alphabet, width: 10, minProbability: 3e-3, language };
    const rows = logRowsOf(madeUpScores(12, 5, { seed: 3, spread: 3 }));
    const first = prefixBeam(rows, options);
    prefixBeam(logRowsOf(madeUpScores(30, 5, { seed: 4, spread: 3 })), { ...options, width: 40 });
    expect(prefixBeam(rows, options)).toEqual(first);
    textTreeFor(alphabet, language).empty();
    expect(prefixBeam(rows, options)).toEqual(first);
  });
});

test('no frames, and frames without a path, give the empty reading', () => {
  const options: BeamOptions = { alphabet, width: 10, minProbability: 3e-3, language };
  const none = { probabilities: new Float64Array(0), frames: 0, classes: 5 };
  expect(prefixBeam(none, options)).toMatchObject([{ text: '', logProbability: 0, score: 0 }]);
  const barred = { probabilities: new Float64Array(5), frames: 1, classes: 5 };
  expect(prefixBeam(barred, options)).toMatchObject([{ text: '', logProbability: Number.NEGATIVE_INFINITY }]);
});

test('a text costs the same with and without the alphabet of the searches, also with characters that it lacks', () => {
  const before = model.start();
  for (const text of ['', 'aba', 'ab, abba', 'a#b', 'aßa']) {
    const plain = textBias(text, { language, before, after: ' ' });
    expect(textBias(text, { language, before, after: ' ', alphabet })).toBeCloseTo(plain, 9);
    expect(textBias(text, { language: { ...language, model: asObjects }, after: ' ', alphabet })).toBeCloseTo(plain, 9);
  }
});
