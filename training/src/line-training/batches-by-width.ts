import type { Random } from '../basics/random.js';

/** Lines of so many batches are sorted by width together. */
const POOL = 16;

/**
 * The positions 0 .. widths.length - 1 in batches of lines of like width, so that little of a batch
 * is padding: a shuffle, sorted by width (with some chance in it) pool by pool, cut, and the
 * batches shuffled again. The last batch of a pool may be smaller.
 */
export function batchesByWidth(widths: readonly number[], batchSize: number, random: Random): Uint32Array[] {
  const order = random.permutation(widths.length);
  const batches: Uint32Array[] = [];
  for (let from = 0; from < order.length; from += POOL * batchSize) {
    const pool = [...order.subarray(from, from + POOL * batchSize)];
    const keys = new Map(pool.map((at) => [at, widths[at] * random.between(0.85, 1.15)]));
    pool.sort((a, b) => keys.get(a)! - keys.get(b)!);
    for (let at = 0; at < pool.length; at += batchSize) batches.push(Uint32Array.from(pool.slice(at, at + batchSize)));
  }
  return Array.from(random.permutation(batches.length), (i) => batches[i]);
}
