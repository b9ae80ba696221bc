import type { Claim } from './text-scores.js';

/**
 * The least confidence from which on at most the share `maxWrong` of all claims is wrong: what is
 * surer stays unmarked. 1 where no such confidence exists.
 */
export function chooseThreshold(claims: readonly Claim[], maxWrong: number): number {
  const sorted = [...claims].sort((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  let threshold = 1;
  for (const [i, { confidence, isRight }] of sorted.entries()) {
    if (!isRight) wrong += 1;
    // Claims of one confidence are kept or marked together.
    if (sorted[i + 1]?.confidence !== confidence && wrong <= maxWrong * (i + 1)) threshold = confidence;
  }
  return threshold;
}
