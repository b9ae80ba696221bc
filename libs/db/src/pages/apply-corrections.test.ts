import { describe, expect, it } from 'vitest';
import { applyCorrections, type PlacedCorrection } from './apply-corrections.js';

const word = (x: number, width: number, y = 0) => ({ box: { x, y, width, height: 40 } });
const correction = (x: number, width: number, text: string, second = 0): PlacedCorrection => ({
  ...word(x, width),
  text,
  actor: 'nurse',
  createdAt: new Date(second * 1000),
});
const texts = (words: ReturnType<typeof word>[], corrections: PlacedCorrection[]) =>
  [...applyCorrections(words, corrections)]
    .sort(([a], [b]) => a - b)
    .map(([i, { correctedText }]) => [i, correctedText]);

describe('applyCorrections', () => {
  it('finds a word again that moved a little', () => {
    expect(texts([word(0, 100), word(120, 100)], [correction(126, 95, 'aspirin')])).toEqual([[1, 'aspirin']]);
  });

  it('lets the last of several corrections of one place count', () => {
    const both = [correction(0, 100, 'first', 1), correction(2, 98, 'second', 2)];
    expect(texts([word(0, 100)], both)).toEqual([[0, 'second']]);
  });

  it('puts the text into the larger piece when the word is cut now, and empties the other', () => {
    expect(texts([word(0, 60), word(64, 36), word(120, 50)], [correction(0, 100, 'together')])).toEqual([
      [0, 'together'],
      [1, ''],
    ]);
  });

  it('joins the texts from left to right when two corrected words are one now', () => {
    expect(texts([word(0, 210)], [correction(110, 100, 'Smith', 1), correction(0, 100, 'John', 2)])).toEqual([
      [0, 'John Smith'],
    ]);
  });

  it('has no effect where no word is any more', () => {
    expect(texts([word(0, 100, 500)], [correction(0, 100, 'gone')])).toEqual([]);
    expect(texts([], [correction(0, 100, 'gone')])).toEqual([]);
  });
});
