import { type UniformRandom, seededRandom } from '@longhand/core';
import { pickItem } from './pick-item.js';

const syllables = (
  'ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge go ha he hi ho la le li lo lu ma me mi mo mu na ' +
  'ne ni no nu ' +
  'pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo tin rin lan ner mal ton gor'
).split(' ');

/**
 * Zipf's law with the flat beginning of real texts (Mandelbrot): the word of rank r is as frequent
 * as 1 / (r + 10) ^ 1.05.
 */
const [flat, steepness] = [10, 1.05];

export interface Vocabulary {
  /** By rank, the most frequent first. */
  words: readonly string[];
  has(word: string): boolean;
  /** A word by its frequency. */
  draw(random: UniformRandom): string;
  /**
   * The rank of the words that are expected about `times` times among `total` words of text, at
   * most the last one.
   */
  rankOf(times: number, total: number): number;
}

/** Made-up words of two to five syllables. */
export function makeVocabulary(size: number): Vocabulary {
  const random = seededRandom(size);
  const known = new Set<string>();
  while (known.size < size) {
    const count = 2 + Math.floor(random() * (known.size < size / 20 ? 2 : 4));
    known.add(Array.from({ length: count }, () => pickItem(random, syllables)).join(''));
  }
  const words = [...known];
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += (rank + flat) ** -steepness;
    sums[rank] = sum;
  }
  return {
    words,
    has: (word) => known.has(word),
    draw: (source) => words[firstAbove(sums, source() * sum)],
    rankOf: (times, total) => {
      const rank = ((times * sum) / total) ** (-1 / steepness) - flat;
      return Math.max(0, Math.min(size - 1, Math.round(rank)));
    },
  };
}

function firstAbove(sums: Float64Array, value: number): number {
  let [from, to] = [0, sums.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sums[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
