import type { LineModelEntry } from '@longhand/inference';
import { expect, test } from 'vitest';
import { freeName } from './free-name.js';
import { judge } from './judge.js';
import { type PairedEdits, pairedBootstrap } from './paired-bootstrap.js';
import { splitLines } from './split-lines.js';
import { toTrainingLines } from './to-training-lines.js';

const options = { seed: 1, heldOutShare: 0.25 };
const pages = (count: number, lines: number) =>
  Array.from({ length: count * lines }, (_, i) => ({ id: i, page: `page ${Math.floor(i / lines)}` }));

test('lines of one page are learnt from or judged by together, and no line falls to two parts', () => {
  const { training, validation, heldOut, byPage } = splitLines(pages(12, 10), options);
  expect(byPage).toBe(true);
  expect(heldOut).toHaveLength(30);
  const learnt = new Set([...training, ...validation].map(({ page }) => page));
  expect(heldOut.filter(({ page }) => learnt.has(page))).toEqual([]);
  expect(new Set([...training, ...validation, ...heldOut].map(({ id }) => id)).size).toBe(120);
  expect(validation).toHaveLength(14);
});

test('the same seed gives the same split, another one another', () => {
  const heldOut = (seed: number) => splitLines(pages(12, 10), { ...options, seed }).heldOut.map(({ id }) => id);
  expect(heldOut(1)).toEqual(heldOut(1));
  expect(heldOut(2)).not.toEqual(heldOut(1));
});

test('with a number of lines to learn from, the rest of their last page is used for nothing', () => {
  const { training, validation, heldOut } = splitLines(pages(12, 10), { ...options, learnFrom: 35 });
  expect(training.length + validation.length).toBe(35);
  expect(heldOut).toHaveLength(80);
});

test('lines without pages are shared out one by one; too few are refused', () => {
  const lines: { id: number; page?: string }[] = Array.from({ length: 60 }, (_, id) => ({ id }));
  const { heldOut, byPage } = splitLines(lines, options);
  expect([heldOut.length, byPage]).toEqual([15, false]);
  expect(() => splitLines(lines.slice(0, 15), options)).toThrow(
    expect.objectContaining({ code: 'training.data_too_small' }),
  );
});

test('texts are folded, and lines that cannot be learnt from are counted', () => {
  const strip = (width: number) => ({
    width,
    height: 40,
    data: new Uint8Array(40 * width).map((_, i) => (i * 7) % 256),
  });
  const { lines, leftOut } = toTrainingLines(
    [
      { strip: strip(64), text: 'Ébc', page: 'p' },
      { strip: strip(64), text: '日本' },
      { strip: strip(16), text: 'much too long for this' },
      { strip: strip(1300), text: 'abc' },
    ],
    ' Ebcmuhtolngfris',
  );
  expect(leftOut).toBe(3);
  expect(lines.map(({ classes, page }) => [classes, page])).toEqual([[[2, 3, 4], 'p']]);
});

const edits = (before: number[], after: number[]): PairedEdits[] =>
  before.map((edit, i) => ({ before: edit, after: after[i], characters: 10 }));
const fives = Array.from({ length: 60 }, (_, i) => (i % 2 ? 6 : 4));

test('a gain on every line has an interval above nothing; one by a single line has not', () => {
  const sure = pairedBootstrap(
    edits(
      fives,
      fives.map((e) => e - 2),
    ),
  );
  expect(sure).toMatchObject({
    before: 0.5,
    gain: expect.closeTo(0.2, 6),
    gainInterval: [expect.closeTo(0.2, 6), expect.closeTo(0.2, 6)],
  });
  expect(sure.beforeInterval[0]).toBeLessThan(0.5);
  expect(sure.beforeInterval[1]).toBeGreaterThan(0.5);
  const lucky = pairedBootstrap(
    edits(
      fives,
      fives.map((e, i) => (i === 0 ? 0 : e)),
    ),
  );
  expect(lucky.gain).toBeGreaterThan(0);
  expect(lucky.gainInterval[0]).toBe(0);
});

test('only a reader that is surely better and forgot no other hands is promoted, and each verdict says why', () => {
  const better = pairedBootstrap(
    edits(
      fives,
      fives.map((e) => e - 2),
    ),
  );
  const worse = pairedBootstrap(
    edits(
      fives,
      fives.map((e) => e + 2),
    ),
  );
  const lucky = pairedBootstrap(
    edits(
      fives,
      fives.map((e, i) => (i === 0 ? 0 : e)),
    ),
  );
  const same = pairedBootstrap(edits(fives, fives));
  expect(judge(better)).toEqual({
    isPromoted: true,
    reasons: [expect.stringMatching(/fell from 50\.0 % to 30\.0 %: 40\.0 % fewer errors .*20\.0 to 20\.0 points/)],
  });
  expect(judge(better, same).isPromoted).toBe(true);
  for (const [verdict, why] of [
    [judge(worse), /no better/],
    [judge(same), /no better/],
    [judge(lucky), /may be luck/],
    [judge(better, worse), /forgot other hands/],
  ] as const) {
    expect(verdict.isPromoted).toBe(false);
    expect(verdict.reasons.join(' ')).toMatch(why);
  }
});

test('a new model gets a name that none has', () => {
  const named = (...names: string[]) => ({ models: names.map((name) => ({ name }) as LineModelEntry) });
  expect(freeName(named('fcn'), 'fcn')).toBe('fcn-tuned');
  expect(freeName(named('fcn', 'fcn-tuned', 'fcn-tuned-2'), 'fcn-tuned')).toBe('fcn-tuned-3');
});
