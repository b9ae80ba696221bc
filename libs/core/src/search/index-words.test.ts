import { describe, expect, it } from 'vitest';
import { indexWords } from './index-words.js';
import type { Reading } from './reading.js';

const sure = (text: string): Reading[] => [{ text, probability: 1 }];
const shape = (words: Reading[][]) =>
  indexWords(words).map(({ token, position, probability, word }) => [token, position, +probability.toFixed(3), word]);

describe('indexWords', () => {
  it('puts the other readings of a word at its place', () => {
    const unsure = [
      { text: 'pemcillin', probability: 0.6 },
      { text: 'Penicillin', probability: 0.3 },
    ];
    expect(shape([sure('take'), unsure, sure('daily')])).toEqual([
      ['take', 1, 1, 0],
      ['pemcillin', 2, 0.6, 1],
      ['penicillin', 2, 0.3, 1],
      ['daily', 3, 1, 2],
    ]);
  });

  it('adds up readings that differ only in marks, capitals and accents', () => {
    const readings = [
      { text: 'Smith,', probability: 0.5 },
      { text: 'smith.', probability: 0.3 },
      { text: 'Śmith', probability: 0.1 },
    ];
    expect(shape([readings])).toEqual([['smith', 1, 0.9, 0]]);
  });

  it('gives a word as many places as its first reading has tokens', () => {
    const pressure = [
      { text: '120/80', probability: 0.7 },
      { text: '12/0/80', probability: 0.2 },
      { text: '12080', probability: 0.1 },
    ];
    expect(shape([pressure, sure('mmHg')])).toEqual([
      ['120', 1, 0.7, 0],
      ['12', 1, 0.2, 0],
      ['12080', 1, 0.1, 0],
      ['80', 2, 0.9, 0],
      ['0', 2, 0.2, 0],
      ['mmhg', 3, 1, 1],
    ]);
  });

  it('lets a dash part nothing, even where it may be a letter', () => {
    const dash = [
      { text: '—', probability: 0.8 },
      { text: 'l', probability: 0.2 },
    ];
    expect(shape([sure('pain'), dash, sure('fever')])).toEqual([
      ['pain', 1, 1, 0],
      ['l', 1, 0.2, 1],
      ['fever', 2, 1, 2],
    ]);
    expect(shape([dash])).toEqual([['l', 1, 0.2, 0]]);
  });

  it('keeps at most eleven tokens of a place, and none that is too unlikely', () => {
    const readings = Array.from({ length: 20 }, (_, i) => ({ text: `word${i}`, probability: 0.04 - i * 0.001 }));
    expect(indexWords([readings]).map(({ token }) => token)).toEqual(readings.slice(0, 11).map(({ text }) => text));
    const faint = [
      { text: 'shown', probability: 0.0004 },
      { text: 'faint', probability: 0.0004 },
    ];
    expect(indexWords([faint]).map(({ token }) => token)).toEqual(['shown']);
  });

  it('is empty for a page without words', () => {
    expect(indexWords([])).toEqual([]);
    expect(indexWords([[], sure('—')])).toEqual([]);
  });
});
