import { describe, expect, it } from 'vitest';
import { decodeLine } from '../ctc/decode-line.js';
import { doubtfulWords } from '../ctc/doubtful-words.js';
import { spelledScores } from '../ctc/made-up-rows.test-suite.js';
import { implausibleNumbers } from './implausible-numbers.js';
import { numberConfidence, type NumberEvidence } from './number-confidence.js';
import { numberForm } from './number-form.js';
import { numberGroups } from './number-groups.js';
import { numberRivals } from './number-rivals.js';

const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

it.each([
  ['72', 'integer'],
  ['1905', 'integer'],
  ['23081965', 'long'],
  ['2.5', 'decimal'],
  ['1,234.50', 'decimal'],
  ['23.08.1965', 'date'],
  ['3/4/12', 'date'],
  ['2024-02-29', 'date'],
  ['31.02.1965', 'bad date'],
  ['2023-02-29', 'malformed'],
  ['14:30', 'time'],
  ['120/80', 'pressure'],
  ['6/12', 'ratio'],
  ['1-0-1', 'scheme'],
  ['250mg', 'dose'],
  ['3rd', 'ordinal'],
  ['B12', 'code'],
  ['15:5', 'malformed'],
  ['(1500,', 'integer'],
  ['1O5x', 'malformed'],
])('%s has the form %s', (text, form) => expect(numberForm(text)).toBe(form));

it.each([
  ['BP 135185', 1],
  ['BP 120', 1],
  ['Born 23081965', 1],
  ['Born 31.02.1965', 1],
  ['Temp 378 C', 1],
  ['Paracetamol 19 g', 1],
  ['Paracetamol tab 5000 mg', 2],
  ['digoxin 250 mg', 1],
  ['Weight 66.9 k', 1],
])('in "%s" the number at %i cannot well be meant', (line, at) => {
  const words = line.split(' ');
  expect(implausibleNumbers(words)).toEqual(words.map((_, i) => i === at));
});

it.each([
  'BP 135/85',
  'Tel 0734112233',
  'MRN 12345678',
  'Temp 37.8 C',
  'Paracetamol 1 g',
  'digoxin 250 mcg',
  'in 1905 he',
])('"%s" is plausible', (line) => expect(implausibleNumbers(line.split(' '))).not.toContain(true));

it('takes doses from the table that it is given', () => {
  expect(implausibleNumbers(['fantasin', '3', 'mg'], { ranges: { fantasin: [5, 10] } })).toEqual([false, true, false]);
  expect(implausibleNumbers(['fantasin', '6', 'mg'], { ranges: { fantasin: [5, 10] } })).not.toContain(true);
});

it('groups numbers with their units and with what was cut off them', () => {
  const known = (word: string) => ['take', 'all', 'daily'].includes(word);
  const groups = (line: string, ink = line) => numberGroups(line.split(' '), ink.split(' '), known);
  expect(groups('take 2.5 ml daily')).toEqual([{ from: 1, to: 3 }]);
  expect(groups('BP 182 /79')).toEqual([{ from: 1, to: 3 }]);
  expect(groups('take all daily')).toEqual([]);
  expect(groups('Dose lOmg')).toEqual([{ from: 1, to: 2 }]);
  expect(groups('Paris le Be', 'Paris le 46')).toEqual([{ from: 2, to: 3 }]);
});

it('knows what a lost or misread sign may have been', () => {
  expect(numberRivals('120180')).toContain('120/80');
  expect(numberRivals('19')).toContain('1 g');
  expect(numberRivals('25 meg')).toContain('25 mcg');
  expect(numberRivals('188/5')).toContain('188/51');
  expect(numberRivals('125 mg')).not.toContain('1.25 mg');
  expect(numberRivals('125 mg', true)).toContain('1.25 mg');
});

describe('a line with numbers', () => {
  it('is read with its stroke where the ink leaves both open, and as the ink has it where it does not', () => {
    const doubtful = spelledScores('BP 120180', alphabet, { at: 6, rival: '/', probability: 0.45 });
    expect(decodeLine(doubtful, { alphabet }).text).toBe('BP 120/80');
    expect(decodeLine(spelledScores('No 120180', alphabet), { alphabet }).text).toBe('No 120180');
  });

  it('has a number that is marked for a rival with another sign, or for a dot it does not account for', () => {
    const limits = { uncertainBelow: 0.5, uncertainWordsBelow: 0.5, uncertainNumbersBelow: 0.9 };
    const marked = (scores: Parameters<typeof decodeLine>[0] & { dots?: number[] }) => {
      const { words } = decodeLine(scores, { alphabet });
      return words.filter((_, i) => doubtfulWords(words, limits)[i]).map(({ text }) => text);
    };
    expect(marked(spelledScores('Dose 25 ml', alphabet))).toEqual([]);
    expect(marked(spelledScores('Time 5.25', alphabet, { at: 6, rival: ':', probability: 0.35 }))).toHaveLength(1);
    // Two of three frames of the "5" may be a dot as well.
    const scores = spelledScores('Dose 2.5 ml', alphabet, { at: 6, rival: ' ', probability: 0.2 });
    expect(decodeLine(scores, { alphabet }).words.map(({ text }) => text)).toContain('2.5');
  });
});

it('a number is as sure as its evidence, and less so with each loose dot', () => {
  const evidence: NumberEvidence = {
    share: 0.97,
    first: 0.97,
    second: 0.9,
    character: 0.99,
    word: 0.95,
    length: 4,
    separators: 0,
    looseDots: 0,
  };
  expect(numberConfidence(evidence, undefined)).toBe(0.97);
  const calibration = { share: 1, looks: 0, character: 0, word: 0, length: 0, separators: 0, looseDot: -2, shift: 0 };
  expect(numberConfidence(evidence, calibration)).toBeCloseTo(0.97, 9);
  expect(numberConfidence({ ...evidence, looseDots: 1 }, calibration)).toBeLessThan(0.85);
});
