import { doubtfulWords, type DoubtLimits, type LineReading } from '@longhand/core';
import { type ComparedNumber, compareNumbers } from './compare-numbers.js';

/** How the numbers of a set were read; counts. */
export interface NumberFigures {
  readonly numbers: number;
  readonly right: number;
  readonly wrongAndMarked: number;
  readonly wrongAndUnmarked: number;
  /**
   * Of the wrong and unmarked ones: missing, split or joined, though what stands in their place is
   * marked.
   */
  readonly cutButMarked: number;
  /** Marked ones, right or wrong. */
  readonly marked: number;
}

/** Compares the numbers of lines with what was read; see `compareNumbers`. */
export function measureNumbers(
  samples: readonly { text: string }[],
  readings: readonly LineReading[],
  limits: DoubtLimits,
): NumberFigures {
  const compared = samples.flatMap(({ text }, i): ComparedNumber[] => {
    const { words } = readings[i];
    const doubtful = doubtfulWords(words, limits);
    return compareNumbers(
      text,
      words.map((word, k) => ({ text: word.text, isMarked: doubtful[k] })),
    );
  });
  return countNumbers(compared);
}

export function countNumbers(compared: readonly ComparedNumber[]): NumberFigures {
  const count = (isMeant: (one: ComparedNumber) => boolean) => compared.filter(isMeant).length;
  return {
    numbers: compared.length,
    right: count(({ verdict }) => verdict === 'right'),
    wrongAndMarked: count(({ verdict }) => verdict === 'wrong and marked'),
    wrongAndUnmarked: count(({ verdict }) => verdict === 'wrong and unmarked'),
    cutButMarked: count(({ verdict, isMarked }) => verdict === 'wrong and unmarked' && isMarked),
    marked: count(({ isMarked }) => isMarked),
  };
}
