import { BACKOFF_ZERO, type PackedNgrams, STEPS } from './packed-ngrams.js';

/**
 * A model of a few runs over "ab", order 3, written down by hand: a is 1/2, b is 1/4 alone; b after
 * a is 3/4 and what else follows a is halved; a after ab is 7/8.
 */
export function smallModel(): PackedNgrams {
  const cost = (probability: number) => Math.round(-Math.log(probability) * STEPS);
  const factor = (probability: number) => BACKOFF_ZERO + Math.round(Math.log(probability) * STEPS);
  return {
    order: 3,
    characters: 'ab',
    levels: [3, 1, 1],
    // start, a, b; ab; aba
    codes: Uint8Array.from([0, 1, 2, 2, 1]),
    costs: Uint8Array.from([255, cost(1 / 2), cost(1 / 4), cost(3 / 4), cost(7 / 8)]),
    backoffs: Uint8Array.from([BACKOFF_ZERO, factor(1 / 2), BACKOFF_ZERO, factor(1 / 8)]),
    childCounts: Uint8Array.from([0, 1, 0, 1]),
  };
}
