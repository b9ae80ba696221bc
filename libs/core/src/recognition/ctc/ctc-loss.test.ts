import { describe, expect, test } from 'vitest';
import { bestPath } from './best-path.js';
import { characterPosteriors } from './character-posteriors.js';
import { buildCtcLattice, logProbabilityOf, occupancyOf } from './ctc-lattice.js';
import { ctcLoss } from './ctc-loss.js';
import { logRowsOf } from './line-scores.js';
import { enumerateReadings, madeUpScores } from './made-up-rows.test-suite.js';
import { prefixBeam } from './prefix-beam.js';
import { occupancyIn, spellingLattice } from './spelling-lattice.js';
import type { LanguageModel, LanguageState } from '../language/language-model.js';

const targets = ['', '1', '11', '12', '121', '112', '2222'];
const classesOf = (target: string) => Array.from(target, Number);

test('a line that says something else altogether has a probability, and a place for each character', () => {
  // Blanks so sure that a path through the target is e to the power of -300 as probable.
  const logits = Float32Array.from({ length: 60 * 3 }, (_, i) => (i % 3 === 0 ? 12 : 0));
  const rows = logRowsOf({ logits, frames: 60, classes: 3 });
  const target = Array.from({ length: 25 }, (_, i) => 1 + (i % 2));
  const lattice = spellingLattice(rows, target);
  expect(lattice.logProbability).toBeLessThan(-200);
  expect(lattice.logProbability).toBeGreaterThan(-300);
  for (let i = 0; i < target.length; i++) {
    const shares = Array.from({ length: 60 }, (_, t) => occupancyIn(lattice, t, 2 * i + 1));
    expect(shares.reduce((a, b) => a + b)).toBeGreaterThan(0.99);
  }
});

describe.each([1, 2, 3])('against all paths, seed %i', (seed) => {
  const scores = madeUpScores(6, 4, { seed });
  const rows = logRowsOf(scores);
  const readings = enumerateReadings(rows.logs, 6, 4);

  test.each(targets)('the probability of "%s" is the sum over its paths', (target) => {
    const { loss } = ctcLoss(scores, classesOf(target));
    expect(Math.exp(-loss)).toBeCloseTo(readings.get(target) ?? 0, 7);
    expect(Math.exp(logProbabilityOf(rows, classesOf(target)))).toBeCloseTo(readings.get(target) ?? 0, 7);
  });

  test.each([...targets, '2121', '3333333'])('the scaled lattice of "%s" says what the logarithms say', (target) => {
    const plain = buildCtcLattice(rows, classesOf(target));
    const scaled = spellingLattice(rows, classesOf(target));
    if (plain.logProbability === Number.NEGATIVE_INFINITY) expect(scaled.logProbability).toBe(plain.logProbability);
    else expect(scaled.logProbability).toBeCloseTo(plain.logProbability, 6);
    for (let t = 0; t < 6; t++)
      for (let s = 0; s < plain.states; s++) expect(occupancyIn(scaled, t, s)).toBeCloseTo(occupancyOf(plain, t, s), 6);
  });

  test('each frame is in some state', () => {
    const lattice = buildCtcLattice(rows, [1, 2, 2]);
    for (let t = 0; t < 6; t++) {
      const sum = Array.from({ length: 7 }, (_, s) => occupancyOf(lattice, t, s)).reduce((a, b) => a + b);
      expect(sum).toBeCloseTo(1, 6);
    }
  });

  test('a wide beam finds the best readings and all of their probability', () => {
    const found = prefixBeam(rows, { alphabet: '123', width: 5000, minProbability: 1e-9 });
    const best = [...readings].sort(([, a], [, b]) => b - a).slice(0, 10);
    expect(found.slice(0, 10).map((r) => r.text)).toEqual(best.map(([text]) => text));
    for (const [i, [, probability]] of best.entries())
      expect(Math.exp(found[i].logProbability)).toBeCloseTo(probability, 6);
  });

  test.each(['1', '12', '121', '11', '313'])('a character of "%s" against its rivals', (target) => {
    const classes = classesOf(target);
    const lattice = spellingLattice(rows, classes);
    for (let i = 0; i < classes.length; i++) {
      // The bounds left open, so that the sums are complete.
      const open = classes.map((_, k) => (k < i ? 0 : 6));
      const got = characterPosteriors(lattice, { peaks: open })[i];
      const variants = ['', '1', '2', '3'].map((c) => target.slice(0, i) + c + target.slice(i + 1));
      const sum = variants.reduce((total, v) => total + (readings.get(v) ?? 0), 0);
      expect(got).toBeCloseTo((readings.get(target) ?? 0) / sum, 5);
    }
  });
});

test.each(['', '12', '11', '1212'])('the gradient for "%s" is that of finite differences', (target) => {
  const scores = madeUpScores(7, 4, { seed: 5 });
  const { gradient } = ctcLoss(scores, classesOf(target));
  const step = 1e-2;
  for (let i = 0; i < gradient.length; i++) {
    const at = (change: number) => {
      const logits = Float32Array.from(scores.logits);
      logits[i] += change;
      return ctcLoss({ ...scores, logits }, classesOf(target)).loss;
    };
    expect(gradient[i]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 3);
  }
});

test('a target that does not fit has infinite loss and teaches nothing', () => {
  const { loss, gradient } = ctcLoss(madeUpScores(3, 4), [1, 1, 2]);
  expect(loss).toBe(Number.POSITIVE_INFINITY);
  expect(gradient.every((v) => v === 0)).toBe(true);
});

test('scores that are no table of frames and classes are refused', () => {
  expect(() => logRowsOf({ logits: new Float32Array(7), frames: 2, classes: 4 })).toThrow(
    expect.objectContaining({ code: 'recognition.mismatch' }),
  );
});

test('the greedy reading joins runs and drops blanks', () => {
  const path = [0, 2, 2, 0, 2, 1, 1, 0];
  const logits = Float32Array.from(path.flatMap((best) => [0, 1, 2].map((c) => (c === best ? 5 : 0))));
  expect(bestPath(logRowsOf({ logits, frames: 8, classes: 3 }))).toEqual([
    { class: 2, from: 1, to: 3 },
    { class: 2, from: 4, to: 5 },
    { class: 1, from: 5, to: 7 },
  ]);
});

test('barred classes get no probability, and the rest share it', () => {
  const rows = logRowsOf(madeUpScores(4, 4), { allowed: [true, true, false, true] });
  for (let t = 0; t < 4; t++) {
    const row = Array.from(rows.logs.subarray(t * 4, t * 4 + 4), Math.exp);
    expect(row[2]).toBe(0);
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  }
});

test('a language model turns a close decision, and only that', () => {
  const logits = Float32Array.from([0, 0, 0], (_, i) => [0.1, 2.0, 1.9][i]);
  const rows = logRowsOf({ logits, frames: 1, classes: 3 });
  const options = { alphabet: 'ab', width: 10, minProbability: 1e-4 };
  const model: LanguageModel<LanguageState & { text: string }> = {
    start: () => ({ logProbability: 0, text: '' }),
    next: ({ text }, c) => ({ logProbability: text === 'x' && c === 'b' ? -0.1 : -2, text: text + c }),
  };
  expect(prefixBeam(rows, options)[0].text).toBe('a');
  const [first] = prefixBeam(rows, {
    ...options,
    before: model.next(model.start(), 'x'),
    language: { model, weight: 1, bonus: 0 },
  });
  expect(first.text).toBe('b');
  expect(first.score).toBeCloseTo(first.logProbability - 0.1, 6);
});
