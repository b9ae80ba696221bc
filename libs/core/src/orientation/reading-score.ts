import { bestPath } from '../recognition/ctc/best-path.js';
import { logRowsOf, type StripScores } from '../recognition/ctc/line-scores.js';

export interface ReadingScore {
  /**
   * Mean over the characters of the logarithm of the reader's best probability: 0 is certain, -1 is
   * a guess.
   */
  mean: number;
  characters: number;
}

/**
 * How certain a reader is about some strips: it also reads upside-down writing, but with low
 * certainty. Spaces do not count, because every gap is one in both orientations.
 */
export function readingScore(scores: readonly StripScores[], alphabet: string): ReadingScore {
  const letters = [...alphabet];
  let sum = 0;
  let characters = 0;
  for (const strip of scores) {
    const rows = logRowsOf(strip);
    for (const { class: own, from, to } of bestPath(rows)) {
      if (letters[own - 1] === ' ') continue;
      let best = Number.NEGATIVE_INFINITY;
      for (let t = from; t < to; t++) best = Math.max(best, rows.logs[t * rows.classes + own]);
      sum += best;
      characters += 1;
    }
  }
  return { mean: characters > 0 ? sum / characters : Number.NEGATIVE_INFINITY, characters };
}
