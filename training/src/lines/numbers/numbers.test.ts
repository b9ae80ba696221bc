import { expect, it } from 'vitest';
import { FONT_LIST } from '../../render/fonts/font-list.js';
import { compareNumbers } from './compare-numbers.js';
import { chooseNumberLimit, fitNumberCalibration, type NumberClaim } from './fit-numbers.js';
import { FITTED_FONTS, MEASURED_FONTS } from './number-fonts.js';
import { renderedNumbers } from './rendered-numbers.js';

/** A reading whose marked words end in "?". */
const read = (text: string) =>
  text.split(' ').map((word) => ({ text: word.replace(/\?$/, ''), isMarked: word.endsWith('?') }));
const verdicts = (truth: string, text: string) => compareNumbers(truth, read(text)).map(({ verdict }) => verdict);

it.each([
  ['Dose 2.5 ml', 'Dose 2.5 ml', ['right']],
  ['Dose 2.5 ml', 'Dose 2.5ml', ['right']],
  ['seen 3/4/12.', 'sean 3/4/12', ['right']],
  ['Dose 2.5 ml', 'Dose 25 ml', ['wrong and unmarked']],
  ['Dose 2.5 ml', 'Dose 25? ml', ['wrong and marked']],
  ['Dose 25 mcg', 'Dose 25 meg?', ['wrong and marked']],
  ['BP 120/80 ok', 'BP 120? 180? ok', ['wrong and unmarked']],
  ['give 1 g now', 'give now?', ['wrong and unmarked']],
  ['give 10 now', 'give lo? now', ['wrong and unmarked']],
  ['from 1 to 2', 'from 1 to 2', ['right', 'right']],
  ['no number', 'no 5 number', ['wrong and unmarked']],
  ['no number', 'no 5? number', ['wrong and marked']],
  ['a 12 34 b', 'a 1234? b', ['wrong and unmarked', 'wrong and unmarked']],
])('%s read as %s', (truth, text, expected) => expect(verdicts(truth, text)).toEqual(expected));

it('measures on fonts that nothing is trained or fitted on', () => {
  const families = (entries: readonly { family: string }[]) => entries.map(({ family }) => family);
  const all = [...families(MEASURED_FONTS), ...families(FITTED_FONTS), ...families(FONT_LIST)];
  expect(new Set(all).size).toBe(all.length);
  expect(MEASURED_FONTS.filter(({ kind }) => kind === 'hand')).toHaveLength(10);
  expect(MEASURED_FONTS.filter(({ kind }) => kind !== 'hand')).toHaveLength(5);
});

it('renders the same numbers from the same seed, of all kinds', () => {
  const [a, b] = [renderedNumbers(3, FITTED_FONTS, 24), renderedNumbers(3, FITTED_FONTS, 24)];
  expect(a.map(({ text }) => text)).toEqual(b.map(({ text }) => text));
  expect(a[7].strip.data).toEqual(b[7].strip.data);
  expect(new Set(a.map(({ kind }) => kind)).size).toBe(8);
  for (const { text } of a) expect(text).toMatch(/\d/);
});

it('fits a calibration under which wrong numbers are marked before right ones', () => {
  const claims = Array.from({ length: 400 }, (_, i): NumberClaim => {
    const isRight = i % 5 !== 0;
    const share = isRight ? 0.9 + 0.0999 * ((i % 97) / 97) : 0.5 + 0.45 * ((i % 89) / 89);
    const rest = { first: share, second: share, character: share, word: share, separators: 0, looseDots: 0 };
    return { parts: [{ share, length: 4, ...rest }], isImplausible: false, isRight };
  });
  const calibration = fitNumberCalibration(claims);
  const [strict, loose] = [0.001, 0.1].map((maxWrong) => chooseNumberLimit(claims, calibration, maxWrong));
  expect(strict).toBeGreaterThan(loose);
  expect(strict).toBeLessThanOrEqual(1);
  const [sure] = claims.filter(({ isRight }) => isRight).map(({ parts }) => parts[0].share);
  expect(sure).toBeGreaterThan(0.8);
});
